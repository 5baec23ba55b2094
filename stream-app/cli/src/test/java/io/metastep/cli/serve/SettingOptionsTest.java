package io.metastep.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Metastep;
import io.metastep.cli.http.HttpOption;
import io.metastep.streams.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class SettingOptionsTest {

    private final StringWriter err = new StringWriter();

    @Test
    void everySettingThatHasAnOptionIsCalledByIt() {
        CommandSpec serve = CommandSpec.forAnnotatedObject(new ServeCommand());
        Set<String> options = Arrays.stream(Setting.values())
                .map(SettingOptions::name)
                .filter(name -> name.startsWith("--"))
                .collect(Collectors.toSet());
        assertThat(serve.optionsMap().keySet()).containsAll(options);
        assertThat(serve.options())
                .filteredOn(option -> !option.usageHelp() && !option.versionHelp())
                .as("all but the one that is the process's")
                .filteredOn(option -> !option.longestName().equals(HttpOption.NAME))
                .allSatisfy(option -> assertThat(option.names()).containsAnyElementsOf(options));
    }

    @Test
    void whatIsWrongIsNamedAsItWasTyped(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("client.properties"), "isolation.level=read_uncommitted\n");
        assertThat(serve(
                        "--commit-interval=-5",
                        "--poll=60000",
                        "--memory=0",
                        "--threads=0",
                        "--trajectory-share=2",
                        "--http=nowhere",
                        "--config=" + config))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .containsExactly(
                        "--threads is 0, expected 1 to 256",
                        "--memory is 0 MiB, expected at least 1 MiB",
                        "--trajectory-share is 2.0, expected 0 (no segments) to 1",
                        "--commit-interval is -5 ms, expected 1 ms to 10 s",
                        "--poll is 1 min, expected 1 ms to 10 s",
                        "--config: isolation.level is there, which Metastep sets itself; leave it out",
                        "--http: expected HOST:PORT, PORT or off, not nowhere");
    }

    private int serve(String... options) {
        CommandLine command = Metastep.commandLine().setErr(new PrintWriter(err, true));
        String[] arguments = new String[options.length + 1];
        arguments[0] = "serve";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return command.execute(arguments);
    }
}

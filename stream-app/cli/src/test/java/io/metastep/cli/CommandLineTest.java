package io.metastep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpListsTheExitCodes() {
        assertThat(run("--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("Exit codes:").contains("3     no Kafka broker answers");
    }

    @Test
    void everyVerbHasHelp() {
        everyVerb(Metastep.commandLine());
    }

    private static void everyVerb(CommandLine parent) {
        parent.getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .forEach(command -> {
                    assertThat(command.getUsageMessage()).contains("--help").contains("Usage: metastep ");
                    everyVerb(command);
                });
    }

    @Test
    void withoutACommandTheCommandsAreShown() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Usage: metastep ").contains("meta-train");
        assertThat(run("topics")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Usage: metastep topics ").contains("describe");
    }

    @Test
    void anUnknownCommandGetsASuggestion() {
        assertThat(run("brokr")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("Unmatched argument")
                .contains("broker")
                .contains("Try: metastep --help");
    }

    @Test
    void anUnknownOptionGetsASuggestion() {
        assertThat(run("topics", "create", "--partition", "3")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--partitions").contains("Try: metastep topics create --help");
    }

    @Test
    void allWrongArgumentsAreListedAtOnce() {
        assertThat(run("topics", "create", "--partitions", "many", "--replicas", "some"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("'--partitions': 'many' is not a whole number")
                .contains("'--replicas': 'some' is not a whole number");
    }

    @Test
    void allWrongSettingsAreListedAtOnce() {
        assertThat(run(
                        "topics",
                        "create",
                        "--partitions=0",
                        "-b",
                        "nowhere",
                        "--prefix=a/b",
                        "--config=none.properties"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--partitions: must be at least 1, got 0")
                .contains("'nowhere' is not HOST:PORT")
                .contains("--prefix")
                .contains("none.properties: no such file");
    }

    @Test
    void aWrongKafkaPropertyIsAConfigurationError(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("client.properties"), "security.protocol=SECRET\n");
        assertThat(run("topics", "create", "--config", config.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--config: ").contains("security.protocol");
    }

    @Test
    void aConfigFileThatCannotBeReadSaysWhy(@TempDir Path folder) throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});
        assertThat(run("topics", "create", "--config", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run("topics", "create", "--config", binary.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("cannot read " + folder + ": it is a folder")
                .contains("cannot read " + binary + ": it is not text");
    }

    @Test
    void aConfigFileMayNameBrokersAndPrefix(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(
                folder.resolve("client.properties"), "bootstrap.servers=nowhere\nmetastep.prefix=a/b\n");
        assertThat(run("topics", "create", "--config", config.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'nowhere' is not HOST:PORT").contains("'a/b'");
    }

    @Test
    void anUnknownSettingOfOursGetsASuggestion(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("client.properties"), "metastep.client.step.timeout=5\n");
        assertThat(run("topics", "create", "--config", config.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("metastep.client.step.timeout is not a setting; did you mean metastep.");
    }

    @Test
    void withoutABrokerItSaysSoWithinTenSeconds() throws IOException {
        Instant start = Instant.now();
        assertThat(run("topics", "create", "-b", "127.0.0.1:" + unusedPort())).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(err.toString())
                .startsWith("No Kafka broker answers at 127.0.0.1:")
                .doesNotContain("\tat ");
    }

    @Test
    void whatWouldGoWrongAfterTheWorkIsFoundBefore(@TempDir Path folder) {
        Path file = folder.resolve("missing/report.json");
        assertThat(run("demo", "--jobs", "0", "--steps", "0", "--port", "-1", "--json", file.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--jobs: must be 1 to 99, got 0")
                .contains("--steps: must be 1 to 1000000, got 0")
                .contains("--port: must be 0 to 65535, got -1")
                .contains("--json: there is no folder " + file.getParent());
    }

    @Test
    void optionsOfADemoThatLearnsAreCheckedBeforeItBeginsAndNoFolderIsMade(@TempDir Path parent) {
        Path folder = parent.resolve("plots");
        String out = "--out=" + folder;
        assertThat(run("demo", "--cold-start", "--shift", "--minutes=0", "--generations=0", out))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("demo", "--shift", "--workload=QUADRATICS", "--minutes=NaN", out))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .containsExactly(
                        "--cold-start and --shift: give one of them",
                        "--minutes: must be above 0 and at most 1440.0, got 0.0",
                        "--generations: must be at least 1, got 0",
                        "--workload: is for --cold-start",
                        "--minutes: must be above 0 and at most 1440.0, got NaN");
        assertThat(folder).doesNotExist();
    }

    @Test
    void optionsOfAMeasurementAreCheckedBeforeABrokerStarts() {
        assertThat(run("bench", "keep-up", "--rounds=0", "--steps=99", "--rollout-share=1"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .containsExactly(
                        "--rounds: must be at least 1, got 0",
                        "--steps: must be at least 100, got 99",
                        "--rollout-share: must be 0 to below 1, got 1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--workload=BOTH", "--minutes=1", "--generations=2", "--out=plots"})
    void optionsOfADemoThatLearnsAreRefusedForAnyOther(String option) {
        assertThat(run("demo", option)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(option.substring(0, option.indexOf('=')), "--cold-start and --shift");
        assertThat(Path.of("plots")).doesNotExist();
    }

    @Test
    void plotsDoNotGoIntoAFolderThatHoldsSomething(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("mine.txt"));
        assertThat(run("demo", "--cold-start", "--out", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--out: " + folder + " is not empty; choose another folder");
    }

    @Test
    void anOwnOptimizerThatIsUnknownIsRefusedWithWhatIsExpected() {
        for (String own : List.of("lion:0.1", "adam", "adam:fast", "sgd:NaN")) {
            assertThat(run("train", "quadratic", "--shadow=" + own)).isEqualTo(ExitCode.USAGE);
        }
        assertThat(err.toString())
                .contains("--shadow: expected sgd:RATE, momentum:RATE or adam:RATE, got 'lion:0.1'", "got 'adam'")
                .contains("got 'adam:fast'", "SGD has rate NaN");
        assertThat(run("shadow", "a/b")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("JOB: Job id 'a/b' contains");
    }

    @Test
    void whatIsWrongWithAJobIsNamedByItsOptions() {
        assertThat(run("train", "quadratic", "--job-id=a/b", "--update-scale=-1", "--spread=0"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .containsExactlyInAnyOrder(
                        "--job-id: Job id 'a/b' contains '/' or a control character; take it out",
                        "--update-scale: The constant update scale is -1.0; expected finite and not negative",
                        "--spread: must be at least 1, got 0");
    }

    @Test
    void aTimeIsNamedAsPeopleWriteIt() {
        assertThat(run("meta-train", "--minutes=-1.5")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .containsExactly(
                        "--meta-steps or --minutes: Meta-training for -1.5 minutes, expected a positive number");
    }

    @Test
    void aPortThatIsNoneIsWrongUsage() {
        assertThat(run("broker", "--port", "99999")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--port: must be 0 to 65535, got 99999");
    }

    @Test
    void anUnknownHostIsUnreachable() {
        assertThat(run("topics", "create", "-b", "no-such-host.invalid:9092")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err.toString()).contains("no-such-host.invalid:9092").doesNotContain("\tat ");
    }

    private int run(String... arguments) {
        return Metastep.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

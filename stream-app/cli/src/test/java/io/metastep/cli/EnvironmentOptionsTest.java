package io.metastep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class EnvironmentOptionsTest {

    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine = Metastep.commandLine().setErr(new PrintWriter(err, true));

    private String[] added(Map<String, String> environment, String... arguments) {
        return new EnvironmentOptions(environment).addTo(arguments, commandLine);
    }

    private int run(Map<String, String> environment, String... arguments) {
        EnvironmentOptions options = new EnvironmentOptions(environment);
        CommandLine explaining = Metastep.commandLine(options).setErr(new PrintWriter(err, true));
        return explaining.execute(options.addTo(arguments, explaining));
    }

    @Test
    void aVariableSetsTheOptionOfItsVerbOnly() {
        Map<String, String> environment = Map.of(
                "METASTEP_SERVE_STATE_DIR", "/state",
                "METASTEP_TOPICS_CREATE_PARTITIONS", "3");
        assertThat(added(environment, "serve", "--threads", "2"))
                .containsExactly("serve", "--state-dir=/state", "--threads", "2");
        assertThat(added(environment, "-v", "topics", "create"))
                .containsExactly("-v", "topics", "create", "--partitions=3");
        assertThat(added(environment, "watch")).containsExactly("watch");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theCommandLineWins() {
        Map<String, String> environment =
                Map.of("METASTEP_SERVE_THREADS", "nonsense", "METASTEP_SERVE_BOOTSTRAP_SERVERS", "there:1");
        assertThat(added(environment, "serve", "--threads=2", "-bhere:1"))
                .containsExactly("serve", "--threads=2", "-bhere:1");
        assertThat(added(environment, "serve", "--threads", "2", "--bootstrap-servers", "here:1"))
                .hasSize(5);
        assertThat(added(environment, "serve", "--", "--threads=2", "-bhere:1"))
                .startsWith("serve", "--threads=nonsense", "--bootstrap-servers=there:1", "--");
    }

    @Test
    void whatIsTheSameForAllVerbsHasAShorterNameTheLongerOneWins() {
        Map<String, String> environment = Map.of(
                "METASTEP_CONFIG", "all.properties",
                "METASTEP_LEARN_CONFIG", "learner.properties",
                "METASTEP_HTTP", "off",
                "METASTEP_THREADS", "7");
        assertThat(added(environment, "serve"))
                .containsExactlyInAnyOrder("serve", "--config=all.properties", "--http=off");
        assertThat(added(environment, "learn"))
                .containsExactlyInAnyOrder("learn", "--config=learner.properties", "--http=off");
        assertThat(added(environment, "doctor")).containsExactly("doctor", "--config=all.properties");
    }

    @Test
    void anEmptyVariableIsNone() {
        assertThat(added(Map.of("METASTEP_SERVE_HTTP", "", "METASTEP_HTTP", ""), "serve"))
                .containsExactly("serve");
    }

    @Test
    void flagsAndRequiredOptionsAreSetToo() {
        Map<String, String> environment = Map.of(
                "METASTEP_REPLAY_JOB", "a/b",
                "METASTEP_REPLAY_FROM_LOG", "true");
        assertThat(run(environment, "replay", "--from-log")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--job: ", "(--job is what METASTEP_REPLAY_JOB says)")
                .doesNotContain("Missing required option", "from-log");
        assertThat(run(Map.of("METASTEP_REPLAY_FROM_LOG", "perhaps"), "replay", "--job=j"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("METASTEP_REPLAY_FROM_LOG");
    }

    @Test
    void whatIsWrongNamesTheVariable() {
        Map<String, String> environment = Map.of(
                "METASTEP_TOPICS_CREATE_PARTITIONS", "many",
                "METASTEP_TOPICS_CREATE_REPLICAS", "some");
        assertThat(run(environment, "topics", "create", "--replicas=none")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .containsExactly(
                        "Invalid value for option '--partitions': 'many' is not a whole number below 2^31"
                                + " (--partitions is what METASTEP_TOPICS_CREATE_PARTITIONS says)",
                        "Invalid value for option '--replicas': 'none' is not a whole number below 2^15",
                        "Try: metastep topics create --help");
    }

    @Test
    void whatACommandFindsWrongNamesTheVariable() {
        Map<String, String> environment = Map.of("METASTEP_BOOTSTRAP_SERVERS", "nowhere");
        assertThat(run(environment, "topics", "create", "--partitions=0")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .containsExactlyInAnyOrder(
                        "--bootstrap-servers: 'nowhere' is not HOST:PORT, such as localhost:9092"
                                + " (--bootstrap-servers is what METASTEP_BOOTSTRAP_SERVERS says)",
                        "--partitions: must be at least 1, got 0");
    }

    @Test
    void aVariableOfTheVerbThatIsNoOptionIsNamedWithoutItsValue() {
        Map<String, String> environment = Map.of(
                "METASTEP_SERVE_THREDS", "sesame",
                "METASTEP_LEARN_THREDS", "sesame",
                "METASTEP_IMAGE", "sesame");
        assertThat(added(environment, "serve")).containsExactly("serve");
        assertThat(err.toString().lines())
                .containsExactly("Warning: METASTEP_SERVE_THREDS is set, but no option has that name;"
                        + " see metastep serve --help");
        assertThat(added(Map.of("METASTEP_BROKER_WAIT", "60"), "broker")).containsExactly("broker");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void helpNamesAVariable() {
        StringWriter out = new StringWriter();
        Metastep.commandLine().setOut(new PrintWriter(out, true)).execute("serve", "--help");
        assertThat(out.toString()).contains("METASTEP_SERVE_").contains("Variables of the environment set options");
    }

    /** As every option of every verb is set by a variable of its own, none may be another's, or mean something to the launcher. */
    @Test
    void everyOptionOfEveryVerbHasAVariableOfItsOwn() {
        Map<String, String> owners = new HashMap<>(Map.of(
                "METASTEP_CLASS_PATH", "launcher",
                "METASTEP_JAVA_OPTS", "launcher",
                "METASTEP_NO_BUILD", "launcher",
                "METASTEP_BROKER_WAIT", "all",
                "METASTEP_DATA", "all"));
        for (CommandLine verb : verbs(commandLine)) {
            List<String> words = List.of(verb.getCommandSpec().qualifiedName().split(" "));
            for (OptionSpec option : verb.getCommandSpec().options()) {
                String name = (String.join("_", words) + "_"
                                + option.longestName().substring(2))
                        .replace('-', '_')
                        .toUpperCase(Locale.ROOT);
                if (!option.usageHelp() && !option.versionHelp()) {
                    assertThat(owners.put(name, words + " " + option.longestName()))
                            .as(name)
                            .isNull();
                    assertThat(added(
                                    Map.of(name, "7"),
                                    words.subList(1, words.size()).toArray(String[]::new)))
                            .as(name)
                            .endsWith(option.longestName() + "=7");
                }
            }
        }
        assertThat(owners).hasSizeGreaterThan(200);
        assertThat(err.toString()).isEmpty();
    }

    private static List<CommandLine> verbs(CommandLine parent) {
        return parent.getSubcommands().values().stream()
                .flatMap(command -> command.getSubcommands().isEmpty() ? Stream.of(command) : verbs(command).stream())
                .toList();
    }
}

package io.metastep.cli.pilot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.cli.ExitCode;
import io.metastep.cli.Metastep;
import io.metastep.cli.pilot.tasks.Hill;
import io.metastep.cli.pilot.tasks.Landmine;
import io.metastep.cli.pilot.tasks.Wrong;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PilotCommandTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("");

    @Test
    void aTaskOfOursGetsARecommendationWithItsNumbers() throws IOException {
        JsonNode pilot = pilot("quadratic:dimension=4,problems=8", "--steps", "30", "--seeds", "3");
        assertThat(pilot.get("task").asText()).isEqualTo("quadratic:dimension=4,problems=8");
        assertThat(pilot.get("optimizer").asText()).startsWith("universal@");
        assertThat(pilot.get("advice").asText()).isIn("USE_IT", "TRY_MORE", "KEEP_BASELINE");
        assertThat(pilot.get("headline").asText()).matches("(Use|Try|Keep) .*");
        assertThat(pilot.get("reasons")).hasSize(5);
        assertThat(pilot.get("members")).hasSize(3);
        assertThat(pilot.get("ratio").get("low").asDouble())
                .isLessThan(pilot.get("ratio").get("high").asDouble());
        assertThat(pilot.get("results")).hasSize(5);
        assertThat(pilot.get("command").asText())
                .isEqualTo("metastep pilot quadratic:dimension=4,problems=8 --steps 30 --seeds 3");
    }

    @Test
    void resultsDoNotDependOnTheNumberOfThreads() throws IOException {
        String[] options = {"quadratic:dimension=3,problems=4", "--steps=20", "--seeds=2"};
        assertThat(pilot(with(options, "--threads=1")).get("members"))
                .isEqualTo(pilot(with(options, "--threads=3")).get("members"));
    }

    @Test
    void aStrangersTaskWithNegativeLossesIsComparedByDifferences() throws IOException {
        JsonNode pilot = pilot("--class", Hill.class.getName(), "--steps=20", "--seeds=3", "--stream-latency=7");
        assertThat(pilot.get("task").asText()).isEqualTo("hill");
        assertThat(pilot.get("ratio").get("value").isNull()).isTrue();
        assertThat(pilot.get("difference").get("value").isNumber()).isTrue();
        assertThat(pilot.get("reasons").get(0).asText())
                .contains("zero or negative: of such there are no ratios")
                .doesNotContain("NaN");
        assertThat(pilot.get("millis").get("streamLatency").asDouble()).isEqualTo(7);
        assertThat(pilot.get("reasons").get(3).asText()).contains("that is counted above");
    }

    @Test
    void whatAStrangersTaskThrowsNamesItWithoutAStackTrace() {
        assertThat(run("--class", Landmine.class.getName(), "--steps=20", "--seeds=2"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString().strip())
                .isEqualTo(Landmine.class.getName() + " failed in lossAndGradients at step 5: "
                        + "java.lang.IllegalStateException: the file of images is gone (--verbose shows where)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Constructor | has no public constructor without parameters; add one
                    Birth       | failed in its constructor: java.lang.IllegalArgumentException: no licence
                    Sketch      | is abstract or an interface
                    Stranger    | does not implement io.metastep.optimizees.Task
                    Secret      | is not public; make it public
                    """)
    void aClassThatIsNoTaskSaysWhy(String name, String reason) {
        assertThat(run("--class", Wrong.class.getName() + "$" + name)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("--class: " + Wrong.class.getName() + "$" + name + " " + reason);
    }

    @Test
    void aClassThatIsNotThereSaysWhereItIsLookedFor() {
        assertThat(run("--class", "com.acme.Nothing")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--class: com.acme.Nothing is not on the class path; ", "METASTEP_CLASS_PATH")
                .doesNotContain("\tat ");
        assertThat(run("--class", Wrong.class.getName() + ".Birth")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean '" + Wrong.class.getName() + "$Birth'?");
    }

    @Test
    void promisesThatAreNotKeptAreListedTogetherWithWrongOptions() {
        String name = Wrong.Promises.class.getName();
        assertThat(run(
                        "--class",
                        name,
                        "--steps=1",
                        "--seeds=1",
                        "--threads=0",
                        "--optimizer=mine",
                        "--stream-latency=-1"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains(
                        "--class: " + name + ": name() is blank",
                        "--class: " + name + ": open(1) threw java.lang.UnsupportedOperationException: some day",
                        "--steps: must be 10 to 1000000, got 1",
                        "--seeds: must be 2 to 1000, got 1",
                        "--threads: must be at least 1, got 0",
                        "--stream-latency: must be at least 0, got -1.0",
                        "--optimizer: no optimizer 'mine' is shipped");
    }

    @Test
    void oneTaskIsNeededNotTwo() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(run("quadratic", "--class", Hill.class.getName())).isEqualTo(ExitCode.USAGE);
        assertThat(run("cubic")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .filteredOn(line -> line.startsWith("TASK: give the name of a task, or your own with --class NAME"))
                .hasSize(2);
        assertThat(err.toString()).contains("TASK: There is no task 'cubic'");
    }

    private JsonNode pilot(String... options) throws IOException {
        Path file = folder.resolve("pilot.json");
        assertThat(run(with(options, "--json=" + file))).as(err.toString()).isEqualTo(ExitCode.OK);
        return JsonMapper.builder().build().readTree(Files.readString(file));
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray(String[]::new);
    }

    private int run(String... options) {
        return Metastep.commandLine().setErr(new PrintWriter(err, true)).execute(with(new String[] {"pilot"}, options));
    }
}

package io.metastep.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.cli.ExitCode;
import io.metastep.cli.Metastep;
import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LearnableSgdSpec;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.MomentumSpec;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Output;
import io.metastep.optimizer.Provenance;
import io.metastep.optimizer.RmsPropSpec;
import io.metastep.optimizer.SgdSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainCommandTest {
    private static final List<String> FIGURES = List.of(
            "update-by-gradient",
            "update-by-gradient-adam",
            "update-by-size",
            "response-step",
            "response-spike",
            "response-noise",
            "response-sign-flip",
            "job-1-large",
            "job-1-usual",
            "job-1-small");

    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("");

    @Test
    void thePageNeedsNothingElseAndHasEveryPlot() throws Exception {
        explain("universal");
        String page = Files.readString(out().resolve("explain.html"));
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains(
                        "What universal@4 does",
                        "an LSTM with layers of 20 and 20 units",
                        "A real job: quadratic:problems=2")
                .contains("<code>metastep optimizers explain universal --task quadratic:problems=2 --steps 20</code>")
                .contains("The gradients are those at the parameters that universal@4 itself has come to")
                .doesNotContain("<script", "<link", "<img", "@import", "src=", "NaN");
        assertThat(Pattern.compile(" id=\"([^\"]*)\"").matcher(page).results().map(match -> match.group(1)))
                .doesNotHaveDuplicates()
                .containsAll(FIGURES);
    }

    @Test
    void eachPlotIsASvgAndAPngFileToo() throws Exception {
        explain("universal");
        for (String figure : FIGURES) {
            byte[] svg = Files.readAllBytes(out().resolve(figure + ".svg"));
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(svg))
                            .getDocumentElement()
                            .getAttribute("xmlns"))
                    .isEqualTo("http://www.w3.org/2000/svg");
            assertThat(Files.size(out().resolve(figure + ".png"))).isGreaterThan(5_000);
        }
        assertThat(out()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void theSameCommandWritesTheSamePage() throws IOException {
        explain("universal");
        String first = Files.readString(out().resolve("explain.html"));
        Files.move(out(), folder.resolve("before"));
        explain("universal");
        assertThat(Files.readString(out().resolve("explain.html"))).isEqualTo(first);
    }

    static Stream<OptimizerSpec> specs() {
        return Stream.of(
                new SgdSpec(0.1f),
                new MomentumSpec(0.01f, 0.9f, false),
                new MomentumSpec(0.01f, 0.9f, true),
                new RmsPropSpec(0.01f, 0.9f, 1e-8f),
                new AdamSpec(0.01f, 0.9f, 0.999f, 1e-8f),
                new LearnableSgdSpec(),
                new LstmSpec(List.of(new Feature.Identity()), List.of(), new Output.Linear(0.1f)),
                new LstmSpec(List.of(new Feature.LogAndSign(10)), List.of(3), new Output.Linear(0.1f)),
                new LstmSpec(
                        List.of(new Feature.NormalizedGradient(), new Feature.NormalizedMomentum()),
                        List.of(4, 2, 3),
                        new Output.BoundedNominal(0.1f, 0.5f)));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everyKindOfOptimizerIsExplained(OptimizerSpec spec) throws IOException {
        explain(file(spec).toString());
        assertThat(Files.readString(out().resolve("explain.html")))
                .contains("What mine@3 does")
                .doesNotContain("NaN", "not a number", "Infinity");
    }

    @Test
    void sgdRespondsInProportion() throws IOException {
        JsonNode sgd = explain(file(new SgdSpec(0.1f)).toString());
        assertThat(words(sgd, "response-spike"))
                .contains("At the spike the update of mine@3 is 100 times the one before");
        assertThat(words(sgd, "response-sign-flip"))
                .contains("is minus 1.0 times the one before")
                .contains("Steps until it turns round: none (Adam: ");
        assertThat(words(sgd, "response-step")).contains("Ten times the gradient makes its update at the end 10 times");
        assertThat(words(sgd, "response-noise"))
                .contains("Their correlation with the gradient that they answer is -1.00 (Adam: ")
                .contains("no drift is shown");
        assertThat(words(sgd, "update-by-gradient"))
                .contains("With a fresh memory the usual gradient moves the parameter by -0.001, down the slope")
                .contains("After equal gradients one more moves it by -0.001, 1.0 times the update of a fresh memory")
                .contains("then turns it round at once, by 0.001")
                .contains("It treats gradients of both signs alike");
    }

    @Test
    void adamIsItsOwnTwin() throws IOException {
        JsonNode adam = explain(file(new AdamSpec(0.02f, 0.9f, 0.999f, 1e-8f)).toString(), "--gradient", "1");
        String page = Files.readString(out().resolve("explain.html"));
        assertThat(page)
                .contains("Adam (betas 0.9 and 0.999) has rate 0.02, at which")
                .contains("100&nbsp;% of its updates have the sign of Adam's, and the cosine between both is 1.00")
                .contains("Adam's rate here is 0.02, at which");
        JsonNode curves = figure(adam, "response-step").get("curves");
        for (int step = 0; step < 100; step++) {
            double own = curves.get(0).get("y").get(step).asDouble();
            assertThat(curves.get(1).get("y").get(step).asDouble()).isCloseTo(own, within(1e-7));
        }
    }

    @Test
    void anOptimizerThatDoesNotMoveIsSaidNotTo() throws IOException {
        JsonNode still = explain(file(new LearnableSgdSpec()).toString());
        assertThat(words(still, "response-noise")).isEqualTo("mine@3 does not move on noise.");
        assertThat(words(still, "update-by-gradient")).contains("moves the parameter by 0, nowhere");
        assertThat(Files.readString(out().resolve("explain.html")))
                .contains("mine@3 does not move on noise, so there is no rate at which Adam moves as far")
                .contains("mine@3 did not move, so Adam's rate is 1 here.");
    }

    @Test
    void aJobThatRunsAwayEndsThere() throws IOException {
        JsonNode wild = explain(file(new SgdSpec(3)).toString());
        assertThat(Files.readString(out().resolve("explain.html")))
                .contains("There the loss had run away, and the job ended.");
        assertThat(figure(wild, "job-1-usual").get("curves").get(0).get("y").size())
                .isBetween(1, 10);
    }

    @Test
    void aFolderThatIsNotEmptyOrIsNoneIsRefused() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "Dear Sir");
        assertThat(run("universal", "--out", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("--out: " + folder + " is not empty; choose another folder");
        assertThat(run("universal", "--out", letter.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--out: " + letter + " is not a folder and cannot be made one");
        assertThat(letter).content().isEqualTo("Dear Sir");
    }

    @Test
    void allThatIsWrongIsListedAtOnce() {
        assertThat(run(
                        "other",
                        "--out",
                        out().toString(),
                        "--task=cubic",
                        "--task=quadratic:problems=0",
                        "--steps=1",
                        "--gradient=0",
                        "--json=no/such/file"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains(
                        "no optimizer 'other' is shipped",
                        "--task: There is no task 'cubic'",
                        "--task: ",
                        "problems",
                        "--steps: must be 2 to 100000, got 1",
                        "--gradient: must be greater than 0, got 0.0",
                        "--json: there is no folder")
                .doesNotContain("\tat ");
        assertThat(run("universal")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--out");
    }

    private JsonNode explain(String reference, String... more) throws IOException {
        Path json = folder.resolve("explained.json");
        String[] options = {
            reference,
            "--out",
            out().toString(),
            "--task",
            "quadratic:problems=2",
            "--steps",
            "20",
            "--json",
            json.toString()
        };
        assertThat(run(Stream.concat(Arrays.stream(options), Arrays.stream(more))
                        .toArray(String[]::new)))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        return JsonMapper.builder().build().readTree(Files.readString(json));
    }

    private static JsonNode figure(JsonNode explained, String id) {
        for (JsonNode figure : explained.get("figures")) {
            if (figure.get("id").asText().equals(id)) {
                return figure;
            }
        }
        throw new AssertionError("no figure " + id);
    }

    private static String words(JsonNode explained, String id) {
        StringBuilder all = new StringBuilder();
        figure(explained, id).get("words").forEach(word -> all.append(all.length() == 0 ? "" : "\n")
                .append(word.asText()));
        return all.toString();
    }

    private Path file(OptimizerSpec spec) throws IOException {
        OptimizerParameters parameters =
                spec instanceof LstmSpec ? someParameters(spec) : OptimizerParameters.zeros(spec);
        var provenance = new Provenance("test", "", Instant.EPOCH, 1, "", Map.of());
        byte[] bytes = new OptimizerFile("mine", 3, spec, parameters, provenance).write();
        return Files.write(folder.resolve("mine.optimizer"), bytes);
    }

    /** As meta-training begins, but with an output layer that is not zero. */
    private static OptimizerParameters someParameters(OptimizerSpec spec) {
        float[] values = spec.initialParameters(5).toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] == 0 ? -0.3f : values[i];
        }
        return OptimizerParameters.of(spec, values);
    }

    private Path out() {
        return folder.resolve("out");
    }

    private int run(String... options) {
        return Metastep.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("optimizers", "explain"), Arrays.stream(options))
                        .toArray(String[]::new));
    }
}

package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code metastep eval} as a person runs it, interrupted half-way and resumed. */
class EvalIT {
    @RegisterExtension
    final Children children = new Children();

    @TempDir
    Path folder;

    @Test
    void anInterruptedEvaluationKeepsWhatIsFinishedAndGoesOn() throws IOException {
        Child interrupted = eval("--suite", "quadratics,mnist");
        interrupted.awaitOutput("After 100 steps universal@");
        interrupted.awaitMatch("(Drawn digits, 20 sigmoid units: tuning)");
        assertThat(interrupted.terminate()).isEqualTo(Child.SIGTERM);
        assertThat(interrupted.output()).contains("1 of 2 tasks are finished and kept in", "--resume");
        assertThat(json("results.json").get("missing").asInt()).isEqualTo(1);

        Child again = eval("--suite", "quadratics");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.output()).contains("is not empty").doesNotContain("\tat ");

        Child resumed = eval("--suite", "quadratics", "--resume");
        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.output()).contains("1 of 1 tasks are finished already.");
        assertComplete();
    }

    private Child eval(String... options) {
        String[] common = {
            "eval", "--quick", "--seeds", "2", "--digits", "--out", results("").toString()
        };
        return children.start(
                Stream.concat(Arrays.stream(common), Arrays.stream(options)).toArray(String[]::new));
    }

    private void assertComplete() throws IOException {
        JsonNode result = json("results.json");
        assertThat(result.get("missing").asInt()).isZero();
        assertThat(result.get("results")).hasSize(5);
        JsonNode learned = result.get("results").get(0);
        assertThat(learned.get("optimizer").asText()).startsWith("universal@");
        assertThat(learned.get("learningRate").isNull()).isTrue();
        JsonNode ratio = learned.get("ratioToBest").get(0);
        assertThat(ratio.get("step").asInt()).isEqualTo(100);
        assertThat(ratio.get("low").asDouble())
                .isPositive()
                .isLessThan(ratio.get("ratio").asDouble());
        assertThat(ratio.get("high").asDouble())
                .isGreaterThan(ratio.get("ratio").asDouble());
        assertThat(Files.readString(results("report.html"))).contains("<svg", "After 100 steps universal@");
        assertThat(Files.readAllLines(results("results.csv"))).hasSizeGreaterThan(20);
        assertThat(Files.readAllLines(results("search.csv"))).hasSizeGreaterThan(20);
    }

    private JsonNode json(String name) throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(results(name)));
    }

    private Path results(String name) {
        return folder.resolve("results").resolve(name);
    }
}

package io.metastep.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.cli.JsonText;
import io.metastep.cli.training.JobResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoReportTest {

    private static final Map<Rival, Double> RIVALS =
            Map.of(Rival.SGD, Double.POSITIVE_INFINITY, Rival.NESTEROV, 0.5, Rival.ADAM, 0.25);

    @Test
    void itsJsonHasThePublicShape() throws IOException {
        JsonNode json = json(report(0.125, 200, 0));
        JsonNode job = json.at("/jobs/0");
        assertThat(json.fieldNames()).toIterable().containsExactly("jobs", "rejected", "elapsedSeconds");
        assertThat(job.get("jobId").asText()).isEqualTo("demo-01");
        assertThat(job.get("task").asText()).isEqualTo("quadratic");
        assertThat(job.get("optimizer").asText()).isEqualTo("universal@1");
        assertThat(job.get("steps").asInt()).isEqualTo(100);
        assertThat(job.get("initialLoss").asDouble()).isEqualTo(100);
        assertThat(job.get("finalLoss").asDouble()).isEqualTo(0.125);
        assertThat(job.at("/baselines/nesterov").asDouble()).isEqualTo(0.5);
        assertThat(job.at("/baselines/adam").asDouble()).isEqualTo(0.25);
        assertThat(job.get("updatesExpected").asLong()).isEqualTo(200);
        assertThat(job.get("updatesApplied").asLong()).isEqualTo(200);
        assertThat(job.at("/stepLatencyMillis/p50").asDouble()).isEqualTo(12);
        assertThat(job.at("/stepLatencyMillis/p99").asDouble()).isEqualTo(34);
    }

    @Test
    void aRunThatDivergedIsNullInJson() throws IOException {
        JsonNode json = json(report(Double.NaN, 200, 0));
        assertThat(json.at("/jobs/0/finalLoss").isNull()).isTrue();
        assertThat(json.at("/jobs/0/baselines/sgd").isNull()).isTrue();
    }

    @Test
    void theVerdictNamesWhoWon() {
        assertThat(new Verdict(report(0.125, 200, 0)).sentences())
                .containsExactly(
                        "Quadratics: the learned optimizer has the lowest final loss of 1 of 1 jobs.",
                        "Every update was applied exactly once: 200 of 200, 0 rejected.",
                        "The guard had nothing to do: every step is the learned optimizer's.");
        assertThat(new Verdict(report(0.3, 200, 0)).sentences())
                .contains("Quadratics: the learned optimizer has the lowest final loss of 0 of 1 jobs, Adam of 1.");
    }

    @Test
    void aLostUpdateOrARejectionIsSaid() {
        assertThat(new Verdict(report(0.125, 199, 0)).isComplete()).isFalse();
        assertThat(new Verdict(report(0.125, 200, 1)).isComplete()).isFalse();
        assertThat(new Verdict(report(0.125, 199, 1)).sentences())
                .contains("NOT every update was applied exactly once: 199 of 200, 1 rejected.");
    }

    @Test
    void whatTheGuardDidIsSaid() {
        DemoReport calm = report(0.125, 200, 0);
        assertThat(new Verdict(calm).sentences())
                .contains("The guard had nothing to do: every step is the learned optimizer's.");
        assertThat(DemoTables.results(calm).get(0)).doesNotContain("fallback");

        DemoReport guarded = report(0.125, 200, 0, 88, 1);
        assertThat(new Verdict(guarded).isComplete()).isTrue();
        assertThat(new Verdict(guarded).sentences())
                .contains("The guard stepped in on 1 of 1 jobs: 88 steps are the fallback's (Adam).");
        assertThat(DemoTables.results(guarded).get(0)).endsWith("fallback");
        assertThat(DemoTables.results(guarded)).last().asString().endsWith("88 steps, 1 revert");
    }

    @Test
    void theTableHasARowForEachJob() {
        assertThat(DemoTables.results(report(0.125, 200, 0)))
                .hasSize(3)
                .last()
                .asString()
                .contains("learned", "inf");
    }

    private static JsonNode json(DemoReport report) throws IOException {
        return JsonMapper.builder().build().readTree(JsonText.of(report));
    }

    private static DemoReport report(double finalLoss, long applied, long rejected) {
        return report(finalLoss, applied, rejected, 0, 0);
    }

    private static DemoReport report(double finalLoss, long applied, long rejected, long fallbackSteps, long reverts) {
        JobResult result = new JobResult(
                "demo-01",
                "quadratic",
                Map.of("theta", "universal@1"),
                100,
                100,
                finalLoss,
                200,
                applied,
                fallbackSteps,
                reverts,
                12,
                34,
                0,
                1280,
                Duration.ofSeconds(2));
        return DemoReport.of(List.of(result), List.of(RIVALS), rejected, 42);
    }
}

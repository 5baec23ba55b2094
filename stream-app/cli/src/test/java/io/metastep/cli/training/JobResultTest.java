package io.metastep.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.cli.JsonText;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobResultTest {

    private final JobResult result = result(1);

    private static JobResult result(double finalLoss) {
        return new JobResult(
                "j",
                "quadratic",
                "universal@1",
                100,
                10,
                finalLoss,
                200,
                200,
                0,
                0,
                12,
                34,
                1_280,
                Duration.ofMillis(2_500));
    }

    private static JsonNode json(JobResult result) throws IOException {
        return JsonMapper.builder().build().readTree(JsonText.of(result));
    }

    @Test
    void itsJsonHasPlainNumbers() throws IOException {
        JsonNode json = json(result);
        assertThat(json.get("elapsedSeconds").asDouble()).isEqualTo(2.5);
        assertThat(json.has("elapsed")).isFalse();
        assertThat(json.get("finalLoss").asDouble()).isEqualTo(1);
    }

    @Test
    void theLossOfAJobThatDivergedIsNullInJson() throws IOException {
        assertThat(json(result(Double.NaN)).get("finalLoss").isNull()).isTrue();
        assertThat(json(result(Double.POSITIVE_INFINITY)).get("finalLoss").isNull())
                .isTrue();
    }

    @Test
    void itSaysWhatTheGuardDid() {
        assertThat(result.guarded()).isEqualTo("-");
        assertThat(JobResult.guarded(188, 1)).isEqualTo("188 steps, 1 revert");
        assertThat(JobResult.guarded(0, 2)).isEqualTo("0 steps, 2 reverts");
    }

    @Test
    void coordinatesPerSecondCountsEveryCoordinateOfEveryStep() {
        assertThat(result.coordinatesPerSecond()).isEqualTo(51_200);
    }
}

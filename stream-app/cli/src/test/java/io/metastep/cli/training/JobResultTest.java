package io.metastep.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.cli.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobResultTest {

    private final JobResult result = result(1);

    private static JobResult result(double finalLoss) {
        return result(finalLoss, Map.of("theta", "universal@1"));
    }

    private static JobResult result(double finalLoss, Map<String, String> optimizers) {
        return new JobResult(
                "j",
                "quadratic",
                optimizers,
                100,
                10,
                finalLoss,
                200,
                200,
                0,
                0,
                12,
                34,
                0,
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
    void itSaysWhichTensorsWentWithWhichOptimizer() throws IOException {
        Map<String, String> optimizers = new LinkedHashMap<>();
        optimizers.put("w1", "conv@2");
        optimizers.put("b1", "dense@5");
        optimizers.put("w2", "conv@2");
        JobResult several = result(1, optimizers);
        assertThat(several.tensorsByOptimizer()).containsExactly("conv@2: w1, w2", "dense@5: b1");
        assertThat(json(several).get("optimizer").asText()).isEqualTo("conv@2, dense@5");
        assertThat(json(several).get("optimizers").get("b1").asText()).isEqualTo("dense@5");
        assertThat(result.tensorsByOptimizer()).isEmpty();
        assertThat(json(result).get("optimizer").asText()).isEqualTo("universal@1");
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

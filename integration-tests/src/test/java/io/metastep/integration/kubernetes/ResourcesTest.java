package io.metastep.integration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a pod of the application asks for, by the formulas of deploy/SIZING.md, for the load that it names. */
class ResourcesTest {
    private static final long COORDINATES = 10_000_000;
    private static final double STEPS_PER_SECOND = 1;

    private static final long LIVE_BYTES = 360;
    private static final double NOT_SCARCE = 0.75;
    private static final long STORED_BYTES = 1_400;
    private static final double THREAD_RATE = 4e6;
    private static final long MEBIBYTE = 1 << 20;

    private final StatefulSetSpec application =
            Manifests.one(StatefulSet.class, "base/application.yaml").getSpec();
    private final Workload pods = Workload.application();
    /** One is away. */
    private final int serving = application.getReplicas() - 1;

    @Test
    void memoryHoldsTheLiveStateOfAllWhenOneIsAway() {
        double needed = (double) LIVE_BYTES * COORDINATES / serving / NOT_SCARCE / MEBIBYTE;
        long memory = Long.parseLong(pods.option("--memory"));
        assertThat((double) memory).isBetween(needed, 1.1 * needed);
        assertThat(pods.heapMebibytes()).isGreaterThanOrEqualTo(memory * 5 / 4 + 512);
        assertThat(pods.limitMebibytes()).isGreaterThanOrEqualTo(pods.heapMebibytes() + 1024);
        assertThat(request("memory")).isEqualByComparingTo(BigDecimal.valueOf(pods.limitMebibytes() * MEBIBYTE));
    }

    @Test
    void threadsTakeTheStepsOfAllWhenOneIsAwayAndHaveACoreEach() {
        int threads = Integer.parseInt(pods.option("--threads"));
        assertThat(threads * serving * THREAD_RATE).isGreaterThanOrEqualTo(COORDINATES * STEPS_PER_SECOND);
        assertThat(request("cpu")).isEqualByComparingTo(BigDecimal.valueOf(threads + 1));
    }

    @Test
    void theVolumeHoldsActiveAndStandbyStateTwice() {
        Quantity storage = Objects.requireNonNull(application
                .getVolumeClaimTemplates()
                .get(0)
                .getSpec()
                .getResources()
                .getRequests()
                .get("storage"));
        long copies = 1 + Long.parseLong(pods.option("--standby-replicas"));
        assertThat(Quantity.getAmountInBytes(storage).longValueExact())
                .isGreaterThanOrEqualTo(2 * STORED_BYTES * COORDINATES * copies / serving);
    }

    private BigDecimal request(String resource) {
        return Quantity.getAmountInBytes(Objects.requireNonNull(
                pods.container().getResources().getRequests().get(resource)));
    }

    @Test
    void theGuideSaysWhatTheConstantsAre() throws IOException {
        assertThat(Files.readString(Path.of("..", "deploy", "SIZING.md")))
                .contains("| live memory | " + LIVE_BYTES + " B per coordinate |")
                .contains("| state folder | at most 1,400 B per coordinate, active or standby |")
                .contains("| a stream thread | 4 M coordinate-steps/s |")
                .contains("`--memory` = 360 C / (N - 1) / 0.75");
    }
}

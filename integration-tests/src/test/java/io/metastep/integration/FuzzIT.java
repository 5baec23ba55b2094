package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.Fuzzing;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.Topics;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mutants of valid gradients, and the gradients of healthy jobs between them, through the application on a real broker. {@code
 * -Dmetastep.fuzz.records=100000} sends more, {@code -Dmetastep.fuzz.seeds=1,2,3} others; a failure names its seed.
 */
class FuzzIT {
    private static final int RECORDS = Integer.getInteger("metastep.fuzz.records", 10_000);
    private static final int CHUNK = 1_800;
    private static final int PARTITIONS = 3;
    private static final long HEAP_GROWTH = 64L << 20;
    private static final OptimizerFile LSTM = OptimizerFiles.lstm("untrained", 1);

    private final Cluster cluster = Cluster.shared();

    @ParameterizedTest
    @MethodSource("seeds")
    void everyMutantIsAnsweredOrRejectedAndNobodyElseNotices(long seed) {
        Topics topics = cluster.createTopics("fuzz", PARTITIONS);
        cluster.publish(topics, LSTM);
        try (RunningApplication application = RunningApplication.start(cluster, topics)) {
            long before = heapAfterCollection();
            fuzz(seed, topics, application);
            assertThat(heapAfterCollection() - before)
                    .as("what is left on the heap beside the memory of blocks, once the test has forgotten its records")
                    .isLessThan(application.liveBytes() + HEAP_GROWTH);
            assertThat(application.isRunning()).isTrue();
        }
    }

    private void fuzz(long seed, Topics topics, RunningApplication application) {
        try (Fuzzing fuzzing = new Fuzzing(seed, cluster, topics, application.core(), LSTM)) {
            while (fuzzing.sent() < RECORDS) {
                fuzzing.send(CHUNK);
                assertThat(application.isRunning()).isTrue();
                assertThat(application.liveBytes()).isLessThanOrEqualTo(fuzzing.liveBytes());
            }
            fuzzing.finish();
            System.out.printf(
                    "Seed %d: %d records, %d good, %d rejected: %s%n",
                    seed, fuzzing.sent(), fuzzing.good(), fuzzing.rejected(), fuzzing.reasons());
            assertThat(fuzzing.good() + fuzzing.rejected()).isEqualTo(fuzzing.sent());
            assertThat(fuzzing.reasons()).hasSizeGreaterThan(RejectionReason.values().length / 2);
        }
    }

    static LongStream seeds() {
        return Arrays.stream(System.getProperty("metastep.fuzz.seeds", "1").split(","))
                .mapToLong(Long::parseLong);
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

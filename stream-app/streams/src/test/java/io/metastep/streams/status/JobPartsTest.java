package io.metastep.streams.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.schemas.JobActivity;
import io.metastep.schemas.JobStatus;
import io.metastep.schemas.OptimizerUse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobPartsTest {
    private static JobActivity.Builder part(int partition) {
        return JobActivity.newBuilder()
                .setJobId("job")
                .setPartition(partition)
                .setInstance("node-" + partition % 2)
                .setAt(1_000 + partition)
                .setSince(100 + partition)
                .setSeconds(2)
                .setAttempt(5)
                .setOptimizers(List.of())
                .setStep(10L);
    }

    private static JobStatus status(JobActivity.Builder... parts) {
        return new JobParts(Arrays.stream(parts).map(JobActivity.Builder::build).toList()).status(JobStatus.ACTIVE);
    }

    @Test
    void blocks_coordinates_and_counts_are_added_up() {
        JobStatus status = status(
                part(2).setBlocks(3)
                        .setCoordinates(30)
                        .setUpdates(7)
                        .setRejected(1)
                        .setFallbackUpdates(2),
                part(1).setBlocks(4)
                        .setCoordinates(40)
                        .setUpdates(5)
                        .setMemoryRestarts(6)
                        .setReverts(8));
        assertThat(status.blocks()).isEqualTo(new JobStatus.Blocks(7, 70, 7, 0, 0));
        assertThat(status.counts()).isEqualTo(new JobStatus.Counts(102, 12, 2, 0, 8, 1, null, 0, 6));
        assertThat(status.partitions()).containsExactly(1, 2);
        assertThat(status.instances()).containsExactly("node-0", "node-1");
        assertThat(status.at()).isEqualTo(1_002);
        assertThat(status.v()).isEqualTo(1);
    }

    @Test
    void where_the_job_is_the_part_that_is_ahead_says() {
        JobStatus status = status(
                part(0).setStep(12L).setLoss(0.5).setRecentSteps(8),
                part(1).setStep(11L).setLoss(0.7).setRecentSteps(7),
                part(2).setStep(null));
        assertThat(status.step()).isEqualTo(12);
        assertThat(status.loss().newest()).isEqualTo(0.5);
        assertThat(status.stepsPerSecond()).isEqualTo(4);
    }

    @Test
    void parts_of_an_earlier_attempt_count_for_what_happened_only() {
        JobStatus status = status(
                part(0).setAttempt(6).setBlocks(1).setStep(2L).setUpdates(1),
                part(1).setBlocks(9).setUpdates(20).setRecentCoordinates(100));
        assertThat(status.attempt()).isEqualTo(6);
        assertThat(status.step()).isEqualTo(2);
        assertThat(status.blocks().open()).isEqualTo(1);
        assertThat(status.coordinatesPerSecond()).isZero();
        assertThat(status.counts().updates()).isEqualTo(21);
    }

    @Test
    void root_mean_squares_are_over_the_coordinates_of_all_parts() {
        JobStatus status = status(
                part(0).setSampled(3).setGradientSquares(20).setUpdateSquares(0.1),
                part(1).setSampled(1).setGradientSquares(16).setUpdateSquares(0.3));
        assertThat(status.size().gradientRms()).isEqualTo(3);
        assertThat(status.size().updateRms()).isEqualTo(Math.sqrt(0.1), within(1e-15));
        assertThat(status.size().effectiveRate()).isEqualTo(Math.sqrt(0.1) / 3, within(1e-15));
    }

    @Test
    void what_is_not_known_or_no_number_is_null() {
        JobStatus status = status(part(0).setSeconds(0).setLoss(Double.NaN).setUpdateSquares(Double.POSITIVE_INFINITY));
        assertThat(status.loss()).isEqualTo(new JobStatus.Loss(null, null, null, null, null, null));
        assertThat(status.size()).isEqualTo(new JobStatus.Size(null, null, null));
        assertThat(status.stepsPerSecond()).isNull();
        assertThat(status.coordinatesPerSecond()).isNull();
        assertThat(status.latency()).isEqualTo(new JobStatus.Latency(0, null, null, null));
    }

    @Test
    void a_falling_loss_has_a_negative_trend_whatever_its_sign() {
        assertThat(trend(2.0, 1.5)).isEqualTo(-0.25);
        assertThat(trend(-2.0, -2.5)).isEqualTo(-0.25);
        assertThat(trend(0.0, -1.0)).isNull();
    }

    private static @Nullable Double trend(double earlier, double smoothed) {
        JobStatus.Loss loss = status(part(0).setEarlierLoss(earlier)
                        .setSmoothedLoss(smoothed)
                        .setEarlierSeconds(60))
                .loss();
        assertThat(loss.trendSeconds()).isEqualTo(60);
        return loss.trend();
    }

    @Test
    void the_mode_is_that_of_all_blocks() {
        assertThat(status(part(0).setBlocks(2)).mode()).isEqualTo("learned");
        assertThat(status(part(0).setBlocks(2).setFallbackBlocks(2)).mode()).isEqualTo("fallback");
        assertThat(status(part(0).setBlocks(2).setShadowBlocks(2)).mode()).isEqualTo("shadow");
        JobStatus mixed = status(part(0).setBlocks(2), part(1).setBlocks(2).setFallbackBlocks(2));
        assertThat(mixed.mode()).isEqualTo("mixed");
        assertThat(mixed.blocks().learned()).isEqualTo(2);
    }

    @Test
    void versions_are_added_up_the_most_used_first() {
        JobStatus status = status(
                part(0).setOptimizers(List.of(use("a@1", "stable", 1), use("a@2", "canary", 2))),
                part(1).setOptimizers(List.of(use("a@1", "stable", 3))));
        assertThat(status.optimizers())
                .containsExactly(new JobStatus.Use("a@1", "stable", 4), new JobStatus.Use("a@2", "canary", 2));
    }

    private static OptimizerUse use(String optimizer, String channel, int blocks) {
        return new OptimizerUse(optimizer, channel, blocks);
    }

    @Test
    void quantiles_are_those_of_all_answers_together() {
        Histogram together = new Histogram(2);
        Latencies fast = new Latencies();
        Latencies slow = new Latencies();
        for (int i = 0; i < 200; i++) {
            fast.add("job", i % 10);
            together.recordValue(i % 10);
        }
        for (int i = 0; i < 20; i++) {
            slow.add("job", 1_000 + i);
            together.recordValue(1_000 + i);
        }
        JobStatus.Latency latency = status(
                        part(0).setLatencies(fast.encode("job")), part(1).setLatencies(slow.encode("job")))
                .latency();
        assertThat(latency)
                .isEqualTo(new JobStatus.Latency(
                        220,
                        (double) together.getValueAtPercentile(50),
                        (double) together.getValueAtPercentile(99),
                        (double) together.getMaxValue()));
        assertThat(latency.p50()).isEqualTo(5);
        assertThat(latency.max()).isEqualTo(1_019, within(10.0));
    }

    @Test
    void latencies_are_those_since_the_last_look_and_never_negative() {
        Latencies latencies = new Latencies();
        latencies.add("job", 100);
        latencies.forgetRecent();
        latencies.add("job", -5);
        latencies.add("job", Long.MAX_VALUE);
        Histogram read = new Histogram(2);
        Latencies.decode(latencies.encode("job"), read);
        assertThat(read.getTotalCount()).isEqualTo(2);
        assertThat(read.getMinValue()).isZero();
        assertThat(read.getMaxValue()).isGreaterThanOrEqualTo(3_600_000);
        latencies.forgetRecent();
        assertThat(latencies.encode("job")).isEqualTo(ByteBuffer.allocate(0));
    }

    @Test
    void a_job_is_closed_when_it_is_in_all_partitions() {
        assertThat(areClosed(part(0).setIsClosed(true), part(1))).isFalse();
        assertThat(areClosed(part(0).setIsClosed(true), part(1).setIsClosed(true)))
                .isTrue();
        assertThat(areClosed(part(0).setIsClosed(true), part(1).setAttempt(4))).isTrue();
    }

    private static boolean areClosed(JobActivity.Builder... parts) {
        return new JobParts(Arrays.stream(parts).map(JobActivity.Builder::build).toList()).areClosed();
    }
}

package io.metastep.streams.status;

import io.metastep.schemas.JobActivity;
import io.metastep.schemas.JobStatus;
import io.metastep.schemas.OptimizerUse;
import io.metastep.schemas.StatusJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The parts of one job's status, one from each of its partitions, and their sum. Parts of an older attempt count for nothing but counts. */
final class JobParts {
    private final List<JobActivity> all;
    private final List<JobActivity> current;
    private final JobActivity newest;

    /**
     * Parts.
     *
     * @param parts at least one, of different partitions
     */
    JobParts(List<JobActivity> parts) {
        long attempt = parts.stream().mapToLong(JobActivity::getAttempt).max().orElseThrow();
        all = parts.stream()
                .sorted(Comparator.comparingInt(JobActivity::getPartition))
                .toList();
        current = all.stream().filter(part -> part.getAttempt() == attempt).toList();
        newest = current.stream().max(Comparator.comparingLong(JobParts::step)).orElseThrow();
    }

    private static long step(JobActivity part) {
        Long step = part.getStep();
        return step == null ? -1 : step;
    }

    /** Whether the job closed its blocks in all partitions. */
    boolean areClosed() {
        return current.stream().allMatch(JobActivity::getIsClosed);
    }

    JobStatus status(String state) {
        return new JobStatus(
                StatusJson.VERSION,
                JobStatus.KIND,
                newest.getJobId(),
                all.stream().mapToLong(JobActivity::getAt).max().orElseThrow(),
                state,
                newest.getAttempt(),
                newest.getWorkload(),
                newest.getStep(),
                rate((double) newest.getRecentSteps(), newest.getSeconds()),
                coordinatesPerSecond(),
                loss(),
                size(),
                mode(),
                blocks(),
                uses(),
                counts(),
                latency(),
                all.stream().map(JobActivity::getPartition).toList(),
                all.stream().map(JobActivity::getInstance).distinct().sorted().toList());
    }

    private static @Nullable Double rate(double recent, double seconds) {
        return seconds > 0 ? StatusJson.finite(recent / seconds) : null;
    }

    private @Nullable Double coordinatesPerSecond() {
        List<JobActivity> known =
                current.stream().filter(part -> part.getSeconds() > 0).toList();
        return known.isEmpty()
                ? null
                : StatusJson.finite(known.stream()
                        .mapToDouble(part -> (double) part.getRecentCoordinates() / part.getSeconds())
                        .sum());
    }

    private JobStatus.Loss loss() {
        Double smoothed = newest.getSmoothedLoss();
        Double earlier = newest.getEarlierLoss();
        boolean hasTrend = smoothed != null && earlier != null;
        return new JobStatus.Loss(
                finite(newest.getLoss()),
                finite(smoothed),
                finite(newest.getBestLoss()),
                newest.getBestStep(),
                hasTrend ? StatusJson.finite((smoothed - earlier) / Math.abs(earlier)) : null,
                hasTrend ? newest.getEarlierSeconds() : null);
    }

    private static @Nullable Double finite(@Nullable Double number) {
        return number == null ? null : StatusJson.finite(number);
    }

    private JobStatus.Size size() {
        double gradientRms = rms(JobActivity::getGradientSquares);
        double updateRms = rms(JobActivity::getUpdateSquares);
        return new JobStatus.Size(
                StatusJson.finite(gradientRms),
                StatusJson.finite(updateRms),
                StatusJson.finite(updateRms / gradientRms));
    }

    private double rms(ToDoubleFunction<JobActivity> squares) {
        return Math.sqrt(current.stream().mapToDouble(squares).sum() / sum(current, JobActivity::getSampled));
    }

    private String mode() {
        JobStatus.Blocks blocks = blocks();
        if (blocks.fallback() == 0 && blocks.shadow() == 0) {
            return "learned";
        }
        if (blocks.fallback() == blocks.open()) {
            return "fallback";
        }
        return blocks.shadow() == blocks.open() ? "shadow" : "mixed";
    }

    private JobStatus.Blocks blocks() {
        int open = count(JobActivity::getBlocks);
        int fallback = count(JobActivity::getFallbackBlocks);
        int shadow = count(JobActivity::getShadowBlocks);
        return new JobStatus.Blocks(
                open, sum(current, JobActivity::getCoordinates), open - fallback - shadow, fallback, shadow);
    }

    private List<JobStatus.Use> uses() {
        Map<List<String>, Integer> blocks = new HashMap<>();
        for (JobActivity part : current) {
            for (OptimizerUse use : part.getOptimizers()) {
                blocks.merge(List.of(use.getOptimizer(), use.getChannel()), use.getBlocks(), Integer::sum);
            }
        }
        List<JobStatus.Use> uses = new ArrayList<>();
        blocks.forEach((use, count) -> uses.add(new JobStatus.Use(use.get(0), use.get(1), count)));
        uses.sort(Comparator.comparingInt(JobStatus.Use::blocks)
                .reversed()
                .thenComparing(JobStatus.Use::optimizer)
                .thenComparing(JobStatus.Use::channel));
        return uses;
    }

    private JobStatus.Counts counts() {
        return new JobStatus.Counts(
                all.stream().mapToLong(JobActivity::getSince).max().orElseThrow(),
                sum(all, JobActivity::getUpdates),
                sum(all, JobActivity::getFallbackUpdates),
                sum(all, JobActivity::getShadowSteps),
                sum(all, JobActivity::getReverts),
                sum(all, JobActivity::getRejected),
                rejection(),
                sum(all, JobActivity::getRefusedBlocks),
                sum(all, JobActivity::getMemoryRestarts));
    }

    private @Nullable String rejection() {
        return all.stream()
                .filter(part -> part.getRejection() != null)
                .max(Comparator.comparingLong(JobActivity::getAt))
                .map(JobActivity::getRejection)
                .orElse(null);
    }

    private JobStatus.Latency latency() {
        Histogram together = Latencies.empty();
        current.forEach(part -> Latencies.decode(part.getLatencies(), together));
        long count = together.getTotalCount();
        return count == 0
                ? new JobStatus.Latency(0, null, null, null)
                : new JobStatus.Latency(
                        count,
                        (double) together.getValueAtPercentile(50),
                        (double) together.getValueAtPercentile(99),
                        (double) together.getMaxValue());
    }

    private int count(ToIntFunction<JobActivity> number) {
        return current.stream().mapToInt(number).sum();
    }

    private static long sum(List<JobActivity> parts, ToLongFunction<JobActivity> number) {
        return parts.stream().mapToLong(number).sum();
    }
}

package io.metastep.schemas;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one job is at: the JSON under its id on the topic {@code status}. Numbers that are not known, or no finite numbers, are
 * null.
 */
public record JobStatus(
        @JsonPropertyDescription("Version of this format: 1. Fields may be added; none changes its meaning.")
        int v,

        @JsonPropertyDescription("\"job\".") String kind,
        @JsonPropertyDescription("The job's id.") String job,

        @JsonPropertyDescription(
                "When this was gathered: milliseconds since 1970-01-01 UTC by the clock of the instance that serves the job.")
        long at,

        @JsonPropertyDescription(
                "\"active\"; \"idle\": nothing has come for 10 s, which is said once; \"closed\": the job closed all its blocks.")
        String state,

        @JsonPropertyDescription("The highest; -1: no record was accepted.")
        long attempt,

        @JsonPropertyDescription("The job's tag for comparing like with like.")
        String workload,

        @JsonPropertyDescription("The newest step of the attempt.") @Nullable
        Long step,

        @JsonPropertyDescription("Steps of the job per second.") @Nullable
        Double stepsPerSecond,

        @JsonPropertyDescription("Coordinates in updates per second, over all blocks.") @Nullable
        Double coordinatesPerSecond,

        Loss loss,
        Size size,

        @JsonPropertyDescription(
                "Who makes the updates: \"learned\", \"fallback\" (the guard's), \"shadow\" (the job itself), or \"mixed\".")
        String mode,

        Blocks blocks,

        @JsonPropertyDescription(
                "Which optimizer versions the blocks have, the most used first; channel is what the job follows, empty for a"
                        + " job that names a version, or canary itself.")
        List<Use> optimizers,

        Counts counts,
        Latency latency,

        @JsonPropertyDescription("The partitions of gradients that the job's blocks are in.")
        List<Integer> partitions,

        @JsonPropertyDescription("The instances that serve them.")
        List<String> instances) {
    /** {@link #kind()} of a job's status. */
    public static final String KIND = "job";

    /** Records of the job have just arrived. */
    public static final String ACTIVE = "active";

    /** No record has arrived for a while. */
    public static final String IDLE = "idle";

    /** All blocks are closed. */
    public static final String CLOSED = "closed";

    public JobStatus {
        requireNonNull(kind, "kind");
        requireNonNull(job, "job");
        requireNonNull(state, "state");
        requireNonNull(workload, "workload");
        requireNonNull(loss, "loss");
        requireNonNull(size, "size");
        requireNonNull(mode, "mode");
        requireNonNull(blocks, "blocks");
        requireNonNull(counts, "counts");
        requireNonNull(latency, "latency");
        optimizers = List.copyOf(optimizers);
        partitions = List.copyOf(partitions);
        instances = List.copyOf(instances);
    }

    /** What the job's records say of its losses. */
    public record Loss(
            @JsonPropertyDescription("Of the newest step, as the job reported it.") @Nullable
            Double newest,

            @JsonPropertyDescription("F_{t+1} = 0.8 F_t + 0.2 loss_t.") @Nullable
            Double smoothed,

            @JsonPropertyDescription("The lowest smoothed loss since the parameters last went back.") @Nullable
            Double best,

            @JsonPropertyDescription("The step of it.") @Nullable
            Long bestStep,

            @JsonPropertyDescription(
                    "(smoothed - earlier) / abs(earlier), earlier being smoothed of trendSeconds ago: negative is falling.")
            @Nullable
            Double trend,

            @JsonPropertyDescription("About 60 s; less in the first minute, more after a pause.") @Nullable
            Double trendSeconds) {}

    /** How large gradients and updates are: over the first recent step of each block. */
    public record Size(
            @JsonPropertyDescription("Root mean square of the gradients' coordinates.") @Nullable
            Double gradientRms,

            @JsonPropertyDescription(
                    "Root mean square of updateScale times update: how far a coordinate moves in a step; in"
                            + " mode shadow, how far the optimizer would move it.")
            @Nullable
            Double updateRms,

            @JsonPropertyDescription(
                    "updateRms / gradientRms: the rate at which gradient descent would take steps of that size.")
            @Nullable
            Double effectiveRate) {}

    /** Open blocks of the attempt that are in memory. */
    public record Blocks(
            @JsonPropertyDescription("All of them.") int open,
            @JsonPropertyDescription("Their coordinates.") long coordinates,

            @JsonPropertyDescription("Their optimizer makes their updates.")
            int learned,

            @JsonPropertyDescription("The fallback does.") int fallback,

            @JsonPropertyDescription("The job takes their steps itself.")
            int shadow) {}

    /** An optimizer version that blocks of the job have. */
    public record Use(String optimizer, String channel, int blocks) {}

    /** What happened since then. */
    public record Counts(
            @JsonPropertyDescription(
                    "The counts begin here: when the job came, or when an instance last took one of its partitions over."
                            + " Milliseconds since 1970-01-01 UTC, broker's clock.")
            long since,

            @JsonPropertyDescription("Gradients answered with an update, over all blocks.")
            long updates,

            @JsonPropertyDescription("Those of them that the fallback made.")
            long fallbackUpdates,

            @JsonPropertyDescription("Gradients of steps that the job took itself.")
            long shadowSteps,

            @JsonPropertyDescription("Records answered with REVERT.")
            long reverts,

            @JsonPropertyDescription("Records laid aside.") long rejected,

            @JsonPropertyDescription("Code of the newest rejection ([below](#rejections)).") @Nullable
            String rejection,

            @JsonPropertyDescription("Blocks for which there was no memory.")
            long refusedBlocks,

            @JsonPropertyDescription("Blocks whose memory started afresh because log or optimizer is gone.")
            long memoryRestarts) {}

    /** Milliseconds from the broker's time of a gradient to its answer by the instance's clock; the commit comes on top. */
    public record Latency(
            @JsonPropertyDescription("Recent answers, which the quantiles are over.")
            long count,

            @JsonPropertyDescription("Median, ms.") @Nullable
            Double p50,

            @JsonPropertyDescription("99th percentile, ms.") @Nullable
            Double p99,

            @JsonPropertyDescription("Largest, ms.") @Nullable
            Double max) {}
}

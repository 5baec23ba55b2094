package io.metastep.schemas;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one instance of the application is at: the JSON under {@code instance/name} on the topic {@code status}. */
public record InstanceStatus(
        @JsonPropertyDescription("Version of this format: 1. Fields may be added; none changes its meaning.")
        int v,

        @JsonPropertyDescription("\"instance\".") String kind,
        @JsonPropertyDescription("The instance's name.") String instance,

        @JsonPropertyDescription("The application id that it shares with other instances.")
        String application,

        @JsonPropertyDescription("When this was gathered: milliseconds since 1970-01-01 UTC by the instance's clock.")
        long at,

        @JsonPropertyDescription(
                "State of Kafka Streams in lower case: \"created\", \"rebalancing\", \"running\", \"pending_shutdown\","
                        + " \"pending_error\", \"error\", \"not_running\"; \"stopped\": it was closed, this is its last word.")
        String state,

        @JsonPropertyDescription("Seconds since its start.") double uptimeSeconds,
        @JsonPropertyDescription("Version of the program.") String version,

        @JsonPropertyDescription("What steps optimizers here: \"scalar\" or, for example, \"vector 512 bit\".")
        String kernel,

        Threads threads,

        @JsonPropertyDescription("The partitions of gradients that it owns and has ready.")
        List<Integer> partitions,

        @JsonPropertyDescription("Gradients answered with an update, per second.")
        double updatesPerSecond,

        @JsonPropertyDescription("Coordinates in those updates, per second.")
        double coordinatesPerSecond,

        @JsonPropertyDescription("Gradients answered with an update since its start.")
        long updates,

        @JsonPropertyDescription("Records laid aside since its start.")
        long rejected,

        @JsonPropertyDescription("Records of gradients that wait to be fetched, over its partitions.") @Nullable
        Long lag,

        Memory memory,

        @JsonPropertyDescription(
                "Age of the oldest gradient that no snapshot covers, s: what a crash now would step again began then; null:"
                        + " there is none.")
        @Nullable
        Double snapshotAgeSeconds,

        Recovery recovery,

        @JsonPropertyDescription("Optimizer versions that it has loaded.")
        List<String> optimizers) {
    /** {@link #kind()} of an instance's status. */
    public static final String KIND = "instance";

    /** It was closed. */
    public static final String STOPPED = "stopped";

    public InstanceStatus {
        requireNonNull(kind, "kind");
        requireNonNull(instance, "instance");
        requireNonNull(application, "application");
        requireNonNull(state, "state");
        requireNonNull(version, "version");
        requireNonNull(kernel, "kernel");
        requireNonNull(threads, "threads");
        requireNonNull(memory, "memory");
        requireNonNull(recovery, "recovery");
        partitions = List.copyOf(partitions);
        optimizers = List.copyOf(optimizers);
    }

    /** Stream threads. */
    public record Threads(
            @JsonPropertyDescription("As configured.") int configured,
            @JsonPropertyDescription("Alive now.") int alive,

            @JsonPropertyDescription("That died since its start.")
            int failed) {}

    /** Live memory. */
    public record Memory(
            @JsonPropertyDescription("Bytes in use.") long liveBytes,

            @JsonPropertyDescription("Beyond it new blocks are refused.")
            long limitBytes) {}

    /** The way back after a start or a hand-over; zeros when there is nothing to do. */
    public record Recovery(
            @JsonPropertyDescription("Records of changelogs still to be read.")
            long recordsToRestore,

            @JsonPropertyDescription("Offsets of gradients still to be stepped again.")
            long recordsToReplay) {}
}

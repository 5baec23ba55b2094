package io.metastep.ops;

import io.metastep.schemas.RejectionReason;
import io.metastep.streams.MetastepApplication;
import io.metastep.streams.core.Counters.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.KafkaStreams;

/** All of our own metrics of an instance, each with what it means and what to do about it. */
final class MetricCatalogue {
    static final String PREFIX = OwnMetric.PREFIX;

    /** Every metric, counters first, in the order in which people would look. */
    static final List<OwnMetric<MetastepApplication>> ALL = all();

    private MetricCatalogue() {}

    private static List<OwnMetric<MetastepApplication>> all() {
        List<OwnMetric<MetastepApplication>> metrics = new ArrayList<>();
        for (Event event : Event.values()) {
            if (event != Event.REJECTED) {
                metrics.add(counter(event));
            }
        }
        for (RejectionReason reason : RejectionReason.values()) {
            metrics.add(rejected(reason));
        }
        metrics.addAll(gauges());
        return List.copyOf(metrics);
    }

    private static OwnMetric<MetastepApplication> counter(Event event) {
        return new OwnMetric<>(
                PREFIX + event.name().toLowerCase(Locale.ROOT) + "_total",
                OwnMetric.Type.COUNTER,
                event.meaning(),
                action(event),
                "",
                application -> application.counters().count(event));
    }

    private static OwnMetric<MetastepApplication> rejected(RejectionReason reason) {
        return new OwnMetric<>(
                PREFIX + "rejected_total",
                OwnMetric.Type.COUNTER,
                Event.REJECTED.meaning(),
                action(Event.REJECTED),
                reason.name(),
                application -> application.counters().count(reason));
    }

    private static List<OwnMetric<MetastepApplication>> gauges() {
        return List.of(
                new OwnMetric<>(
                        PREFIX + "live_bytes",
                        OwnMetric.Type.GAUGE,
                        "Bytes of live memory.",
                        "Near the limit: add memory or instances, or close idle jobs.",
                        "",
                        MetastepApplication::liveBytes),
                new OwnMetric<>(
                        PREFIX + "live_bytes_limit",
                        OwnMetric.Type.GAUGE,
                        "Most bytes of live memory; blocks beyond it are refused.",
                        "Set it with serve --memory; half of the heap by default.",
                        "",
                        MetastepApplication::liveBytesLimit),
                new OwnMetric<>(
                        PREFIX + "state_bytes",
                        OwnMetric.Type.GAUGE,
                        "Bytes of optimizer state of all blocks, in memory and written out.",
                        "Near the limit: close idle jobs, add instances, or raise the limit and the disk.",
                        "",
                        MetastepApplication::stateBytes),
                new OwnMetric<>(
                        PREFIX + "state_bytes_limit",
                        OwnMetric.Type.GAUGE,
                        "Most bytes of optimizer state; blocks beyond it are refused.",
                        "Set it with serve --all-state, and --job-state for one job; ten times serve --memory by default.",
                        "",
                        MetastepApplication::stateBytesLimit),
                new OwnMetric<>(
                        PREFIX + "ready",
                        OwnMetric.Type.GAUGE,
                        "1 while the instance answers gradients; 0 while it starts, restores, replays or stops.",
                        "0 for minutes: look at /ready, which says what it waits for.",
                        "",
                        application -> application.state() == KafkaStreams.State.RUNNING ? 1 : 0));
    }

    private static String action(Event event) {
        return switch (event) {
            case STEPS -> "Falls to 0 while jobs run: look at lag and readiness.";
            case COORDINATES -> "Its rate beside the kernel's (bench kernel) says how full an instance is.";
            case REPEATED -> "Many: clients time out and resend; look at the latency of commits and at the network.";
            case REJECTED -> "Any: read the reasons, and the rejected topic; each reason names its remedy.";
            case REPLAYED -> "Grows after a restart or hand-over only; else look for restarts.";
            case GAP_RECORDS -> "Any: nothing is lost, but a task was corrupted; look into the log before it.";
            case SNAPSHOTS -> "None; it follows the steps.";
            case FORCED_SNAPSHOTS -> "Many: memory is short, or many blocks are idle beside busy ones.";
            case SNAPSHOT_BYTES ->
                "Its rate is what the state costs the cluster; --snapshot-encoding BFLOAT16 halves it.";
            case REWINDS -> "None; jobs came back from their checkpoints.";
            case MEMORY_RESTARTS ->
                "Any: retention of gradients is shorter than the outage was, or a changelog is gone.";
            case EVICTIONS -> "Many: memory is short for the number of jobs; add memory or instances.";
            case SEGMENTS -> "0 while jobs with losses run: the learner learns nothing; look at --trajectory-share.";
            case SHADOW_STEPS, COMPARISONS -> "None; metastep shadow shows what they say.";
            case GUARD_TRIPS -> "A sudden rise: an optimizer version harms jobs; metastep optimizers rollback.";
            case GUARD_RETRIES -> "None; it follows the trips.";
            case FALLBACK_STEPS -> "A large share of the steps: the optimizer does not suit these jobs; pilot another.";
            case REVERTS -> "As the guard's trips; clients restore their best parameters.";
        };
    }
}

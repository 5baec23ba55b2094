package io.metastep.ops;

/**
 * A metric of all jobs and instances, as one instance reads them on the topics status and optimizers: every instance says the same,
 * so take the maximum of them.
 */
public enum FleetMetric {
    JOBS(
            "jobs",
            "mode",
            "Active jobs, by who makes their updates: learned, fallback, shadow, or mixed.",
            "Many in fallback or mixed: an optimizer version harms jobs; metastep optimizers rollback."),
    OPTIMIZER_JOBS(
            "optimizer_jobs",
            "optimizer",
            "Active jobs with blocks that have this optimizer version, the fifty versions with the most.",
            "None; it shows which versions are at work while channels move."),
    LATENCY_SECONDS(
            "latency_seconds",
            "quantile",
            "Recent time from a gradient to its answer, of the active job that waits longest; the commit comes on top.",
            "High: look at lag and at coordinates per second; add instances or threads."),
    INSTANCES(
            "instances",
            "state",
            "Instances that said something in the last 15 s, by the state of Kafka Streams.",
            "Fewer than were started: metastep watch names who is silent."),
    SNAPSHOT_AGE_SECONDS(
            "snapshot_age_seconds",
            "",
            "Age of the oldest gradient that no snapshot covers: what a crash now would step again began then.",
            "Minutes while jobs run: recovery would take long; look for instances that cannot write."),
    RECORDS_TO_RESTORE(
            "records_to_restore",
            "",
            "Records of changelogs that instances still have to read.",
            "Falls to 0 after a start or hand-over; else look at the brokers."),
    RECORDS_TO_REPLAY(
            "records_to_replay",
            "",
            "Offsets of gradients that instances still have to step again.",
            "Falls to 0 after a start or hand-over; else jobs send faster than instances step."),
    MISSING_REPLICAS(
            "missing_replicas",
            "",
            "Copies of the partitions of the topic status that are not in sync.",
            "Any for minutes: a broker is away or behind; look at the brokers before another one goes."),
    CHANNEL_VERSION(
            "channel_version",
            "channel",
            "Version that a channel, family#channel, names.",
            "A fall: it was taken back; metastep optimizers history says by whom and why.");

    private final String shortName;
    private final String label;
    private final String meaning;
    private final String action;

    FleetMetric(String shortName, String label, String meaning, String action) {
        this.shortName = shortName;
        this.label = label;
        this.meaning = meaning;
        this.action = action;
    }

    /** In Prometheus. */
    String metricName() {
        return MetricCatalogue.PREFIX + "fleet_" + shortName;
    }

    /** Name of its label, empty for none. */
    String label() {
        return label;
    }

    String meaning() {
        return meaning;
    }

    String action() {
        return action;
    }
}

package io.metastep.schemas;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One topic of the contract: its name under a prefix, its settings, and how its records are keyed and placed. */
public enum Topic {
    GRADIENTS(
            "jobId/tensor/block",
            "GradientBlock",
            Placement.BLOCK,
            Cleanup.DELETE,
            Duration.ofDays(7),
            Limits.RECORD_BYTES),
    LOSSES("jobId", "LossReport", Placement.JOB, Cleanup.DELETE, Duration.ofDays(7), Limits.RECORD_BYTES),
    UPDATES(
            "jobId/tensor/block",
            "UpdateBlock",
            Placement.AS_GRADIENT,
            Cleanup.DELETE,
            Duration.ofDays(7),
            Limits.RECORD_BYTES),
    TRAJECTORIES(
            "jobId/tensor/block",
            "TrajectorySegment",
            Placement.AS_GRADIENT,
            Cleanup.DELETE,
            Duration.ofDays(7),
            Limits.RECORD_BYTES),
    COMPARISONS(
            "jobId", "StepComparison", Placement.AS_GRADIENT, Cleanup.DELETE, Duration.ofDays(7), Limits.RECORD_BYTES),
    OPTIMIZERS(
            "family@version, family#channel",
            "OptimizerVersion, OptimizerChannel",
            Placement.SINGLE,
            Cleanup.COMPACT,
            Duration.ofMillis(-1),
            Limits.RECORD_BYTES),
    LEARNER("family", "LearnerState", Placement.SINGLE, Cleanup.COMPACT, Duration.ofMillis(-1), Limits.RECORD_BYTES),
    ACTIVITY("jobId", "JobActivity", Placement.JOB, Cleanup.DELETE, Duration.ofHours(1), Limits.RECORD_BYTES),
    STATUS(
            "jobId, instance/name",
            "JSON: JobStatus, InstanceStatus",
            Placement.KEY,
            Cleanup.COMPACT_AND_DELETE,
            Duration.ofDays(7),
            Limits.RECORD_BYTES),
    REJECTED(
            "original key",
            "original bytes",
            Placement.AS_GRADIENT,
            Cleanup.DELETE,
            Duration.ofDays(30),
            Limits.RECORD_BYTES + Limits.REJECTION_EXTRA_BYTES);

    /** What happens to old records. */
    public enum Cleanup {
        DELETE,
        COMPACT,
        /** Of each key the last record, and that one for a while. */
        COMPACT_AND_DELETE;

        /** The value of {@code cleanup.policy}. */
        public String setting() {
            return name().toLowerCase(Locale.ROOT).replace("_and_", ",");
        }
    }

    /** Which partition a record goes to. */
    public enum Placement {
        /** {@link JobPartitions#of} the block. */
        BLOCK("the block's"),
        /** {@link JobPartitions#home} of the job. */
        JOB("the job's home"),
        /** {@link JobPartitions#home} of the key: of a job's that of the job. */
        KEY("h(key) mod N"),
        /** The partition number of the gradient that it answers. */
        AS_GRADIENT("that of the gradient"),
        /** The topic has one partition. */
        SINGLE("0, the only one");

        private final String words;

        Placement(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Version of the topic's contract, the end of its name. */
    public static final String VERSION = "v1";

    /** Only closed segments are compacted or deleted: by default a gigabyte of what is replaced every second would stay. */
    private static final Map<Topic, Integer> SEGMENT_BYTES =
            Map.of(LEARNER, 16 << 20, ACTIVITY, 16 << 20, STATUS, 4 << 20);

    /** All records carry the broker's time: a producer may send any, and one below zero stops those who read it. */
    public static final String TIMESTAMPS = "LogAppendTime";

    /**
     * How records that jobs write are stored: unpacked, so that the broker measures them as their readers will have to hold
     * them. Kafka's consumer has no limit for what a small compressed record may become.
     */
    public static final String COMPRESSION = "uncompressed";

    private final String key;
    private final String value;
    private final Placement placement;
    private final Cleanup cleanup;
    private final Duration retention;
    private final int maxMessageBytes;

    Topic(String key, String value, Placement placement, Cleanup cleanup, Duration retention, int maxMessageBytes) {
        this.key = key;
        this.value = value;
        this.placement = placement;
        this.cleanup = cleanup;
        this.retention = retention;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** {@code <prefix>.<name>.v1}. */
    public String name(String prefix) {
        return prefix + "." + shortName() + "." + VERSION;
    }

    public String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String key() {
        return key;
    }

    public String value() {
        return value;
    }

    public Placement placement() {
        return placement;
    }

    public Cleanup cleanup() {
        return cleanup;
    }

    /** How long records are kept; negative for ever. */
    public Duration retention() {
        return retention;
    }

    public int maxMessageBytes() {
        return maxMessageBytes;
    }

    /** Whether jobs write it; only the application and operators write the others. */
    public boolean isWrittenByJobs() {
        return this == GRADIENTS || this == LOSSES;
    }

    /** Topic settings by their Kafka names, in order of name. */
    public Map<String, String> configs() {
        Map<String, String> configs = new TreeMap<>();
        configs.put("cleanup.policy", cleanup.setting());
        if (isWrittenByJobs()) {
            configs.put("compression.type", COMPRESSION);
        }
        configs.put("max.message.bytes", Integer.toString(maxMessageBytes));
        configs.put("message.timestamp.type", TIMESTAMPS);
        configs.put("retention.ms", Long.toString(retention.toMillis()));
        Integer segmentBytes = SEGMENT_BYTES.get(this);
        if (segmentBytes != null) {
            configs.put("segment.bytes", segmentBytes.toString());
        }
        return configs;
    }

    /** Partitions to create it with, when jobs get {@code jobPartitions}. */
    public int partitions(int jobPartitions) {
        return placement == Placement.SINGLE ? 1 : jobPartitions;
    }
}

package io.metastep.streams;

import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.schemas.CanaryShare;
import io.metastep.schemas.Limits;
import io.metastep.schemas.Topics;
import io.metastep.streams.core.CoreSettings;
import io.metastep.streams.core.GuardSettings;
import io.metastep.streams.core.TrajectorySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** Collects settings; {@link #build} checks all of them. */
public final class SettingsBuilder {
    private static final int MAX_THREADS = 256;
    private static final int MAX_STANDBY_REPLICAS = 10;
    private static final long MIN_LIVE_BYTES = 1 << 20;
    private static final int JOB_STATE_PER_MEMORY = 2;
    private static final int STATE_PER_MEMORY = 10;

    private final String bootstrapServers;
    private String applicationId = "metastep";
    private String instanceName = InstanceName.ofThisProcess();
    private String topicPrefix = Topics.DEFAULT_PREFIX;
    private Path stateDirectory = Path.of(System.getProperty("java.io.tmpdir"), "metastep-state");
    private int threads = 1;
    private int standbyReplicas;
    private Duration commitInterval = Duration.ofMillis(10);
    private Duration poll = Duration.ofMillis(5);
    private Duration sessionTimeout = Duration.ofSeconds(10);
    private Duration closeTimeout = Duration.ofSeconds(25);
    private long liveBytes = Runtime.getRuntime().maxMemory() / 2;
    private @Nullable Long jobStateBytes;
    private @Nullable Long stateBytes;
    private int unrollLength = CoreSettings.DEFAULTS.unrollLength();
    private int unrollsPerSnapshot = CoreSettings.DEFAULTS.unrollsPerSnapshot();
    private Encoding snapshotEncoding = CoreSettings.DEFAULTS.snapshotEncoding();
    private Duration idleTime = CoreSettings.DEFAULTS.idleTime();
    private Duration evictionIdleTime = CoreSettings.DEFAULTS.evictionIdleTime();
    private long replayRecords = CoreSettings.DEFAULTS.replayRecords();
    private long replayBytes = CoreSettings.DEFAULTS.replayBytes();
    private Duration replayTime = CoreSettings.DEFAULTS.replayTime();
    private long rewindRecords = CoreSettings.DEFAULTS.rewindRecords();
    private double canaryShare = CanaryShare.DEFAULT.share();
    private double trajectoryShare = TrajectorySettings.DEFAULTS.share();
    private int creditTail = TrajectorySettings.DEFAULTS.creditTail();
    private GroupProtocol groupProtocol = GroupProtocol.CLASSIC;
    private final Map<String, String> clientProperties = new HashMap<>();

    SettingsBuilder(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    public SettingsBuilder applicationId(String value) {
        applicationId = value;
        return this;
    }

    /** What this instance calls itself in its status; no other should be called so. */
    public SettingsBuilder instanceName(String value) {
        instanceName = value;
        return this;
    }

    public SettingsBuilder topicPrefix(String value) {
        topicPrefix = value;
        return this;
    }

    public SettingsBuilder stateDirectory(Path value) {
        stateDirectory = value;
        return this;
    }

    public SettingsBuilder threads(int value) {
        threads = value;
        return this;
    }

    /** Copies of the state that other instances keep ready to take over; 0 is none. */
    public SettingsBuilder standbyReplicas(int value) {
        standbyReplicas = value;
        return this;
    }

    public SettingsBuilder commitInterval(Duration value) {
        commitInterval = value;
        return this;
    }

    public SettingsBuilder poll(Duration value) {
        poll = value;
        return this;
    }

    public SettingsBuilder sessionTimeout(Duration value) {
        sessionTimeout = value;
        return this;
    }

    public SettingsBuilder closeTimeout(Duration value) {
        closeTimeout = value;
        return this;
    }

    public SettingsBuilder liveBytes(long value) {
        liveBytes = value;
        return this;
    }

    /** Optimizer state that one job may have in this instance, in memory and written out; without a word twice {@link #liveBytes}. */
    public SettingsBuilder jobStateBytes(long value) {
        jobStateBytes = value;
        return this;
    }

    /** Optimizer state that all jobs may have in this instance, in memory and written out; without a word ten times {@link #liveBytes}. */
    public SettingsBuilder stateBytes(long value) {
        stateBytes = value;
        return this;
    }

    public SettingsBuilder unrollLength(int value) {
        unrollLength = value;
        return this;
    }

    public SettingsBuilder unrollsPerSnapshot(int value) {
        unrollsPerSnapshot = value;
        return this;
    }

    /** How regular snapshots hold optimizer state; BFLOAT16 halves them and rounds live memory at the same points. */
    public SettingsBuilder snapshotEncoding(Encoding value) {
        snapshotEncoding = value;
        return this;
    }

    public SettingsBuilder idleTime(Duration value) {
        idleTime = value;
        return this;
    }

    public SettingsBuilder evictionIdleTime(Duration value) {
        evictionIdleTime = value;
        return this;
    }

    public SettingsBuilder replayRecords(long value) {
        replayRecords = value;
        return this;
    }

    public SettingsBuilder replayBytes(long value) {
        replayBytes = value;
        return this;
    }

    public SettingsBuilder replayTime(Duration value) {
        replayTime = value;
        return this;
    }

    public SettingsBuilder rewindRecords(long value) {
        rewindRecords = value;
        return this;
    }

    /** Bytes of trajectory segments per byte of gradients, 0 (none) to 1. */
    public SettingsBuilder trajectoryShare(double value) {
        trajectoryShare = value;
        return this;
    }

    /** Gradients beyond an unroll that its trajectory segment holds. */
    public SettingsBuilder creditTail(int value) {
        creditTail = value;
        return this;
    }

    /** Share of the jobs that try new versions of the stable channel, 0 (none) to 1. */
    public SettingsBuilder canaryShare(double value) {
        canaryShare = value;
        return this;
    }

    public SettingsBuilder groupProtocol(GroupProtocol value) {
        groupProtocol = value;
        return this;
    }

    public SettingsBuilder clientProperties(Map<String, String> values) {
        clientProperties.putAll(values);
        return this;
    }

    /**
     * The settings.
     *
     * @throws InvalidSettingsException lists everything that is wrong
     */
    public ApplicationSettings build() {
        SettingProblems problems = new SettingProblems();
        Topics topics = topics(problems);
        checkNames(problems);
        checkNumbers(problems);
        checkTrajectories(problems);
        checkCanaries(problems);
        checkTimes(problems);
        checkProperties(problems);
        problems.throwIfAny();
        return checkedByKafka(settings(topics));
    }

    /** The topics; the usual ones if the prefix is wrong. */
    private Topics topics(SettingProblems problems) {
        try {
            return new Topics(topicPrefix);
        } catch (IllegalArgumentException e) {
            problems.add(names -> names.apply(Setting.TOPIC_PREFIX) + ": " + e.getMessage());
            return Topics.standard();
        }
    }

    private void checkNames(SettingProblems problems) {
        problems.require(
                !bootstrapServers.isBlank(),
                names -> names.apply(Setting.BOOTSTRAP_SERVERS) + " is empty, expected host:port[,host:port...]");
        problems.require(
                applicationId.matches("[a-zA-Z0-9._-]{1,150}"),
                names -> names.apply(Setting.APPLICATION_ID) + " is '" + applicationId
                        + "', expected 1 to 150 letters, digits, '.', '_', '-'");
        problems.require(
                InstanceName.isValid(instanceName),
                names -> names.apply(Setting.INSTANCE_NAME) + " is '" + instanceName + "', expected "
                        + InstanceName.RULE);
    }

    private void checkNumbers(SettingProblems problems) {
        problems.requireIn(Setting.THREADS, threads, 1, MAX_THREADS);
        problems.requireIn(Setting.STANDBY_REPLICAS, standbyReplicas, 0, MAX_STANDBY_REPLICAS);
        problems.require(
                standbyReplicas == 0 || groupProtocol == GroupProtocol.CLASSIC,
                names ->
                        "%s is %d, expected 0 with %s %s, which has the group's streams.num.standby.replicas on the broker"
                                .formatted(
                                        names.apply(Setting.STANDBY_REPLICAS),
                                        standbyReplicas,
                                        names.apply(Setting.GROUP_PROTOCOL),
                                        groupProtocol));
        problems.requireBytes(Setting.LIVE_BYTES, liveBytes, MIN_LIVE_BYTES);
        problems.requireBytes(Setting.JOB_STATE_BYTES, jobStateBytes(), MIN_LIVE_BYTES);
        problems.requireBytes(Setting.STATE_BYTES, stateBytes(), MIN_LIVE_BYTES);
        problems.requireIn(Setting.UNROLL_LENGTH, unrollLength, 1, 10_000);
        problems.requireIn(Setting.UNROLLS_PER_SNAPSHOT, unrollsPerSnapshot, 1, 10_000);
        problems.requireAtLeast(Setting.REPLAY_RECORDS, replayRecords, 1);
        problems.requireAtLeast(Setting.REPLAY_BYTES, replayBytes, 1);
        problems.requireAtLeast(Setting.REWIND_RECORDS, rewindRecords, 0);
    }

    private void checkTrajectories(SettingProblems problems) {
        problems.require(
                trajectoryShare >= 0 && trajectoryShare <= 1,
                names -> names.apply(Setting.TRAJECTORY_SHARE) + " is " + trajectoryShare
                        + ", expected 0 (no segments) to 1");
        problems.requireIn(Setting.CREDIT_TAIL, creditTail, 0, Limits.SEGMENT_STEPS);
        boolean fits = (long) unrollLength + creditTail <= Limits.SEGMENT_STEPS;
        problems.require(
                fits || !(trajectoryShare > 0),
                names -> "%s and %s are %d and %d, expected a sum of at most %d unless %s is 0"
                        .formatted(
                                names.apply(Setting.UNROLL_LENGTH),
                                names.apply(Setting.CREDIT_TAIL),
                                unrollLength,
                                creditTail,
                                Limits.SEGMENT_STEPS,
                                names.apply(Setting.TRAJECTORY_SHARE)));
    }

    private void checkCanaries(SettingProblems problems) {
        problems.require(
                canaryShare >= 0 && canaryShare <= 1,
                names -> names.apply(Setting.CANARY_SHARE) + " is " + canaryShare
                        + ", expected 0 (no job tries new versions) to 1");
    }

    private void checkTimes(SettingProblems problems) {
        problems.requireIn(Setting.COMMIT_INTERVAL, commitInterval, Duration.ofMillis(1), Duration.ofSeconds(10));
        problems.requireIn(Setting.POLL, poll, Duration.ofMillis(1), Duration.ofSeconds(10));
        problems.requireIn(Setting.SESSION_TIMEOUT, sessionTimeout, Duration.ofSeconds(6), Duration.ofMinutes(5));
        problems.requireIn(Setting.CLOSE_TIMEOUT, closeTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
        problems.requireIn(Setting.IDLE_TIME, idleTime, Duration.ofMillis(1), Duration.ofDays(365));
        problems.requireIn(Setting.EVICTION_IDLE_TIME, evictionIdleTime, Duration.ZERO, Duration.ofDays(365));
        problems.requireIn(Setting.REPLAY_TIME, replayTime, Duration.ofSeconds(1), Duration.ofDays(365));
    }

    private void checkProperties(SettingProblems problems) {
        clientProperties.keySet().stream()
                .filter(StreamsProperties.OWNED::contains)
                .sorted()
                .forEach(key -> problems.add(names -> names.apply(Setting.CLIENT_PROPERTIES) + ": " + key
                        + " is there, which Metastep sets itself; leave it out"));
    }

    private ApplicationSettings settings(Topics topics) {
        return new ApplicationSettings(
                applicationId,
                instanceName,
                bootstrapServers,
                topics,
                stateDirectory,
                threads,
                standbyReplicas,
                commitInterval,
                poll,
                sessionTimeout,
                closeTimeout,
                liveBytes,
                jobStateBytes(),
                stateBytes(),
                new CoreSettings(
                        unrollLength,
                        unrollsPerSnapshot,
                        idleTime,
                        evictionIdleTime,
                        replayRecords,
                        replayBytes,
                        replayTime,
                        rewindRecords,
                        GuardSettings.DEFAULTS,
                        new TrajectorySettings(trajectoryShare, creditTail),
                        new CanaryShare(canaryShare),
                        snapshotEncoding),
                groupProtocol,
                clientProperties);
    }

    private long jobStateBytes() {
        return jobStateBytes == null ? memories(JOB_STATE_PER_MEMORY) : jobStateBytes;
    }

    private long stateBytes() {
        return stateBytes == null ? memories(STATE_PER_MEMORY) : stateBytes;
    }

    private long memories(int count) {
        return count * Math.min(Math.max(MIN_LIVE_BYTES, liveBytes), Long.MAX_VALUE / count);
    }

    private static ApplicationSettings checkedByKafka(ApplicationSettings settings) {
        try {
            new StreamsConfig(StreamsProperties.of(settings));
            return settings;
        } catch (KafkaException e) {
            throw new InvalidSettingsException(
                    List.of(names -> names.apply(Setting.CLIENT_PROPERTIES) + ": " + e.getMessage()));
        }
    }
}

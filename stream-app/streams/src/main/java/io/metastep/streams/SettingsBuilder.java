package io.metastep.streams;

import io.metastep.schemas.Limits;
import io.metastep.schemas.Topics;
import io.metastep.streams.core.CoreSettings;
import io.metastep.streams.core.GuardSettings;
import io.metastep.streams.core.TrajectorySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** Collects settings; {@link #build} checks all of them. */
public final class SettingsBuilder {
    private static final int MAX_THREADS = 256;
    private static final long MIN_LIVE_BYTES = 1 << 20;

    private final String bootstrapServers;
    private String applicationId = "metastep";
    private String topicPrefix = Topics.DEFAULT_PREFIX;
    private Path stateDirectory = Path.of(System.getProperty("java.io.tmpdir"), "metastep-state");
    private int threads = 1;
    private Duration commitInterval = Duration.ofMillis(10);
    private Duration poll = Duration.ofMillis(5);
    private Duration sessionTimeout = Duration.ofSeconds(10);
    private Duration closeTimeout = Duration.ofSeconds(30);
    private long liveBytes = Runtime.getRuntime().maxMemory() / 2;
    private int unrollLength = CoreSettings.DEFAULTS.unrollLength();
    private int unrollsPerSnapshot = CoreSettings.DEFAULTS.unrollsPerSnapshot();
    private Duration idleTime = CoreSettings.DEFAULTS.idleTime();
    private Duration evictionIdleTime = CoreSettings.DEFAULTS.evictionIdleTime();
    private long replayRecords = CoreSettings.DEFAULTS.replayRecords();
    private long replayBytes = CoreSettings.DEFAULTS.replayBytes();
    private Duration replayTime = CoreSettings.DEFAULTS.replayTime();
    private long rewindRecords = CoreSettings.DEFAULTS.rewindRecords();
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

    public SettingsBuilder unrollLength(int value) {
        unrollLength = value;
        return this;
    }

    public SettingsBuilder unrollsPerSnapshot(int value) {
        unrollsPerSnapshot = value;
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
        List<String> problems = new ArrayList<>();
        Topics topics = topics(problems);
        checkNames(problems);
        checkNumbers(problems);
        checkTrajectories(problems);
        checkTimes(problems);
        checkProperties(problems);
        if (topics == null || !problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return checkedByKafka(settings(topics));
    }

    private @Nullable Topics topics(List<String> problems) {
        try {
            return new Topics(topicPrefix);
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void checkNames(List<String> problems) {
        if (bootstrapServers.isBlank()) {
            problems.add("bootstrapServers is empty, expected host:port[,host:port...]");
        }
        if (!applicationId.matches("[a-zA-Z0-9._-]{1,150}")) {
            problems.add("applicationId is '" + applicationId + "', expected 1 to 150 letters, digits, '.', '_', '-'");
        }
    }

    private void checkNumbers(List<String> problems) {
        requireIn(problems, "threads", threads, 1, MAX_THREADS);
        requireIn(problems, "liveBytes", liveBytes, MIN_LIVE_BYTES, Long.MAX_VALUE);
        requireIn(problems, "unrollLength", unrollLength, 1, 10_000);
        requireIn(problems, "unrollsPerSnapshot", unrollsPerSnapshot, 1, 10_000);
        requireIn(problems, "replayRecords", replayRecords, 1, Long.MAX_VALUE);
        requireIn(problems, "replayBytes", replayBytes, 1, Long.MAX_VALUE);
        requireIn(problems, "rewindRecords", rewindRecords, 0, Long.MAX_VALUE);
    }

    private void checkTrajectories(List<String> problems) {
        if (!(trajectoryShare >= 0 && trajectoryShare <= 1)) {
            problems.add("trajectoryShare is " + trajectoryShare + ", expected 0 (no segments) to 1");
        }
        requireIn(problems, "creditTail", creditTail, 0, Limits.SEGMENT_STEPS);
        if (trajectoryShare > 0 && (long) unrollLength + creditTail > Limits.SEGMENT_STEPS) {
            problems.add("unrollLength and creditTail are " + unrollLength + " and " + creditTail
                    + ", expected a sum of at most " + Limits.SEGMENT_STEPS + " unless trajectoryShare is 0");
        }
    }

    private void checkTimes(List<String> problems) {
        requireIn(problems, "commitInterval", commitInterval, Duration.ofMillis(1), Duration.ofSeconds(10));
        requireIn(problems, "poll", poll, Duration.ofMillis(1), Duration.ofSeconds(10));
        requireIn(problems, "sessionTimeout", sessionTimeout, Duration.ofSeconds(6), Duration.ofMinutes(5));
        requireIn(problems, "closeTimeout", closeTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
        requireIn(problems, "idleTime", idleTime, Duration.ofMillis(1), Duration.ofDays(365));
        requireIn(problems, "evictionIdleTime", evictionIdleTime, Duration.ZERO, Duration.ofDays(365));
        requireIn(problems, "replayTime", replayTime, Duration.ofSeconds(1), Duration.ofDays(365));
    }

    private void checkProperties(List<String> problems) {
        clientProperties.keySet().stream()
                .filter(StreamsProperties.OWNED::contains)
                .sorted()
                .map(name -> "clientProperties set " + name + ", which Metastep sets itself; leave it out")
                .forEach(problems::add);
    }

    private static void requireIn(List<String> problems, String name, long value, long least, long most) {
        if (value < least || value > most) {
            String upTo = most == Long.MAX_VALUE ? "at least " + least : least + " to " + most;
            problems.add(name + " is " + value + ", expected " + upTo);
        }
    }

    private static void requireIn(List<String> problems, String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + " is " + value + ", expected " + least + " to " + most);
        }
    }

    private ApplicationSettings settings(Topics topics) {
        return new ApplicationSettings(
                applicationId,
                bootstrapServers,
                topics,
                stateDirectory,
                threads,
                commitInterval,
                poll,
                sessionTimeout,
                closeTimeout,
                liveBytes,
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
                        new TrajectorySettings(trajectoryShare, creditTail)),
                groupProtocol,
                clientProperties);
    }

    private static ApplicationSettings checkedByKafka(ApplicationSettings settings) {
        try {
            new StreamsConfig(StreamsProperties.of(settings));
            return settings;
        } catch (KafkaException e) {
            throw new InvalidSettingsException(List.of("clientProperties: " + e.getMessage()));
        }
    }
}

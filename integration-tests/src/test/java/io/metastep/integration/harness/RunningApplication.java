package io.metastep.integration.harness;

import io.metastep.schemas.Topics;
import io.metastep.streams.ApplicationSettings;
import io.metastep.streams.MetastepApplication;
import io.metastep.streams.RecoveryEvent;
import io.metastep.streams.SettingsBuilder;
import io.metastep.streams.core.CoreSettings;
import io.metastep.streams.core.Counters;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;

/** The application in this JVM. Unrolls are short and snapshots frequent, so that short jobs have many of both. */
public final class RunningApplication implements Instance {
    /** Steps of an unroll. */
    public static final int UNROLL_LENGTH = 5;

    private static final Path STATE = Folders.temporary("state-");

    private final MetastepApplication application;
    private final CoreSettings core;
    private final String gradients;

    private RunningApplication(MetastepApplication application, ApplicationSettings settings) {
        this.application = application;
        this.core = settings.core();
        this.gradients = settings.topics().gradients();
    }

    public static RunningApplication start(Cluster cluster, Topics topics) {
        return start(cluster, topics, settings -> {});
    }

    /** Starts it, with other settings, and waits until it runs. */
    public static RunningApplication start(Cluster cluster, Topics topics, Consumer<SettingsBuilder> change) {
        SettingsBuilder settings = ApplicationSettings.builder(cluster.bootstrapServers())
                .applicationId(topics.prefix())
                .topicPrefix(topics.prefix())
                .stateDirectory(STATE)
                .sessionTimeout(Duration.ofSeconds(6))
                .unrollLength(UNROLL_LENGTH)
                .unrollsPerSnapshot(2);
        change.accept(settings);
        ApplicationSettings built = settings.build();
        RunningApplication started =
                new RunningApplication(MetastepApplication.start(built, InstantSource.system()), built);
        Await.until("application of " + topics.prefix() + " runs", started::isRunning, started.application::state);
        return started;
    }

    /** Deletes what a closed application left on disk. */
    public static void loseState(Topics topics) {
        Folders.empty(STATE.resolve(topics.prefix()));
    }

    @Override
    public boolean isRunning() {
        return application.state() == KafkaStreams.State.RUNNING;
    }

    /** The numbers behind its rules. */
    public CoreSettings core() {
        return core;
    }

    /** The partitions of gradients that it answers for now. */
    public Set<Integer> partitions() {
        return application.streams().metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .filter(partition -> partition.topic().equals(gradients))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    /** What happened on its way back. */
    public List<RecoveryEvent> recoveryEvents() {
        return application.recoveryEvents();
    }

    /** Bytes of its live memory. */
    public long liveBytes() {
        return application.liveBytes();
    }

    public Counters counters() {
        return application.counters();
    }

    @Override
    public long counted(Counters.Event event) {
        return counters().count(event);
    }

    @Override
    public int aliveThreads() {
        return application.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("alive-stream-threads"))
                .mapToInt(metric -> ((Number) metric.metricValue()).intValue())
                .sum();
    }

    /** Drains and stops it. */
    @Override
    public void close() {
        application.close();
    }
}

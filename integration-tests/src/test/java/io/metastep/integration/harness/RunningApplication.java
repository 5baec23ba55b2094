package io.metastep.integration.harness;

import io.metastep.schemas.Topics;
import io.metastep.streams.ApplicationSettings;
import io.metastep.streams.MetastepApplication;
import io.metastep.streams.SettingsBuilder;
import io.metastep.streams.core.CoreSettings;
import io.metastep.streams.core.Counters;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.apache.kafka.streams.KafkaStreams;

/** The application in this JVM. Unrolls are short and snapshots frequent, so that short jobs have many of both. */
public final class RunningApplication implements Instance {
    /** Steps of an unroll. */
    public static final int UNROLL_LENGTH = 5;

    private static final Path STATE = Folders.temporary("state-");

    private final MetastepApplication application;
    private final CoreSettings core;

    private RunningApplication(MetastepApplication application, CoreSettings core) {
        this.application = application;
        this.core = core;
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
                new RunningApplication(MetastepApplication.start(built, InstantSource.system()), built.core());
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

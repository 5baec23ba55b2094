package io.metastep.streams;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.ShippedOptimizers;
import io.metastep.schemas.TimeSpan;
import io.metastep.schemas.Topics;
import io.metastep.streams.core.Counters;
import io.metastep.streams.core.Instance;
import io.metastep.streams.core.MemoryBudget;
import io.metastep.streams.core.StateLimits;
import io.metastep.streams.status.InstanceReporter;
import io.metastep.streams.status.PartitionBoard;
import io.metastep.streams.status.Reporting;
import io.metastep.streams.status.RestoreProgress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of the application. Whoever starts it closes it; closing drains, commits and leaves the group. Thread-safe.
 */
public final class MetastepApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetastepApplication.class);

    /** What of the close timeout belongs to the last status. */
    private static final Duration LAST_WORD = Duration.ofMillis(500);

    private final ApplicationSettings settings;
    private final Environment environment;
    private final ThreadFailures failures;
    private final KafkaStreams streams;
    private final InstanceReporter reporter;
    private final CompletableFuture<Void> running = new CompletableFuture<>();

    private MetastepApplication(
            ApplicationSettings settings,
            int partitions,
            InstantSource clock,
            BiFunction<Topics, Environment, Topology> topology) {
        this.settings = settings;
        this.environment = environment(settings, partitions, clock);
        this.failures = new ThreadFailures(clock);
        this.streams = new KafkaStreams(topology.apply(settings.topics(), environment), StreamsProperties.of(settings));
        streams.setUncaughtExceptionHandler(failures);
        streams.setStateListener(this::onChange);
        RestoreProgress restore = new RestoreProgress();
        streams.setGlobalStateRestoreListener(
                new RestoreListeners(List.of(environment.recovery(), restore, environment.rebuilds())));
        this.reporter = InstanceReports.reporter(settings, partitions, environment, restore, streams, failures);
    }

    private static Environment environment(ApplicationSettings settings, int partitions, InstantSource clock) {
        String gradients = settings.topics().gradients();
        return new Environment(
                gradients,
                new PartitionFactory(
                        settings.core(),
                        partitions,
                        partition -> new KafkaGradientLog(
                                StreamsProperties.reader(settings, "replay-" + partition),
                                new TopicPartition(gradients, partition)),
                        new Instance(
                                new MemoryBudget(settings.liveBytes()),
                                new StateLimits(settings.jobStateBytes(), settings.stateBytes()),
                                new Counters(),
                                Runtime.getRuntime().availableProcessors())),
                new Drain(),
                new RecoveryEvents(clock),
                new Reporting(settings.instanceName(), clock, new PartitionBoard()));
    }

    /**
     * Checks cluster and topics, publishes the shipped optimizers where they are missing, and starts. Returns before the
     * application is running; see {@link #awaitRunning}.
     *
     * @throws StartupException says what stands in the way and what to do
     */
    public static MetastepApplication start(ApplicationSettings settings, InstantSource clock) {
        return start(settings, clock, ShippedOptimizers.all());
    }

    /**
     * As {@link #start}, but no change of its state is logged: only for measuring what logging costs. All memory is gone when
     * such an application stops, and no promise about crashes holds.
     *
     * @throws StartupException says what stands in the way and what to do
     */
    public static MetastepApplication startWithoutStateLog(ApplicationSettings settings, InstantSource clock) {
        return start(settings, clock, ShippedOptimizers.all(), MetastepTopology::withoutStateLog);
    }

    static MetastepApplication start(
            ApplicationSettings settings, InstantSource clock, List<OptimizerFile> optimizers) {
        return start(settings, clock, optimizers, MetastepTopology::of);
    }

    private static MetastepApplication start(
            ApplicationSettings settings,
            InstantSource clock,
            List<OptimizerFile> optimizers,
            BiFunction<Topics, Environment, Topology> topology) {
        int partitions = prepare(settings, optimizers, clock);
        MetastepApplication application = new MetastepApplication(settings, partitions, clock, topology);
        new KernelWarmUp(System::nanoTime).run(optimizers);
        application.reporter.start();
        application.streams.start();
        return application;
    }

    private static int prepare(ApplicationSettings settings, List<OptimizerFile> optimizers, InstantSource clock) {
        try (Cluster cluster = Cluster.connect(settings)) {
            int partitions = Preflight.check(cluster, settings);
            OptimizerPublisher.publishMissing(settings, optimizers, clock.instant());
            StartOffsets.ensure(cluster, settings, partitions);
            return partitions;
        }
    }

    private void onChange(KafkaStreams.State now, KafkaStreams.State before) {
        if (now == KafkaStreams.State.RUNNING) {
            running.complete(null);
        } else if (now == KafkaStreams.State.ERROR) {
            failures.fatal().complete(new IllegalStateException("Kafka Streams went from " + before + " to " + now));
        }
    }

    /**
     * Waits until the state is restored and records are processed.
     *
     * @return whether that happened in time; false also after a fatal failure
     */
    public boolean awaitRunning(Duration timeout) throws InterruptedException {
        try {
            CompletableFuture.anyOf(running, failures.fatal()).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return running.isDone() && !failures.fatal().isDone();
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Completes with the cause if the application stops by itself. */
    public CompletionStage<Throwable> failure() {
        return failures.fatal().minimalCompletionStage();
    }

    /** What happened in this instance since its start. */
    public Counters counters() {
        return environment.instance().counters();
    }

    /** What happened on the way back after starts and hand-overs, oldest first; the oldest of very many are forgotten. */
    public List<RecoveryEvent> recoveryEvents() {
        return environment.recovery().all();
    }

    /** Bytes of live memory now. */
    public long liveBytes() {
        return environment.instance().budget().used();
    }

    /** The most that live memory may be; blocks beyond it are refused. */
    public long liveBytesLimit() {
        return settings.liveBytes();
    }

    /** Bytes of optimizer state of all blocks now, in memory and written out. */
    public long stateBytes() {
        return environment.instance().limits().used();
    }

    /** The most that it may be; blocks beyond it are refused. */
    public long stateBytesLimit() {
        return settings.stateBytes();
    }

    /** What runs it, for those who bind its metrics; it is to be looked at and nothing else. */
    public KafkaStreams streams() {
        return streams;
    }

    /** Kafka's own metrics, ours among them in group {@code metastep-metrics}. */
    public Map<MetricName, ? extends Metric> metrics() {
        return streams.metrics();
    }

    /** Makes all memory durable, commits, leaves the group; takes at most the close timeout. */
    @Override
    public void close() {
        long end = System.nanoTime() + settings.closeTimeout().toNanos();
        if (state() == KafkaStreams.State.RUNNING) {
            drain(settings.closeTimeout().dividedBy(2));
        }
        environment.rebuilds().stop();
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime() - LAST_WORD.toNanos()));
        boolean closed = streams.close(CloseOptions.timeout(left)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (!closed) {
            LOG.atWarn()
                    .addKeyValue("timeout", TimeSpan.of(settings.closeTimeout()))
                    .log("The application did not close in time");
        }
        reporter.close(LAST_WORD);
    }

    private void drain(Duration timeout) {
        try {
            if (!environment.drain().request(timeout)) {
                LOG.atWarn()
                        .addKeyValue("timeout", TimeSpan.of(timeout))
                        .log("Not all memory is in snapshots; the next start replays");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

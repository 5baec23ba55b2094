package io.metastep.client;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door to Metastep for any number of training jobs in this process: one Kafka producer, one consumer and one I/O
 * thread, named {@code metastep-client-<id>}. Usable from any thread.
 *
 * <pre>{@code
 * try (MetastepClient client = MetastepClient.open(ClientSettings.at("localhost:9092"));
 *         Job job = client.open(JobSpec.named("digits-7").tensor("w", 784, 20).tensor("b", 20).build())) {
 *     for (int step = 0; step < 1_000; step++) {
 *         job.step(Gradients.of(gradientOfW, gradientOfB), loss).applyTo(w, b);
 *     }
 * }
 * }</pre>
 */
public final class MetastepClient implements AutoCloseable {
    static final Logger LOG = LoggerFactory.getLogger(MetastepClient.class);

    private final ClientSettings settings;
    private final Producer<byte[], byte[]> producer;
    private final Outbox outbox;
    private final int partitions;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final Throttle throttle;
    private final UpdateLoop loop;
    private final AtomicLong lastAttempt = new AtomicLong(-1);
    private final Thread thread;
    private final OpenJob.Owner owner = new OpenJob.Owner() {
        @Override
        public void leave(OpenJob job) {
            loop.leave(job);
        }

        @Override
        public boolean isIoThread() {
            return Thread.currentThread() == thread;
        }

        @Override
        public Duration longestThrottle() {
            return throttle.longest();
        }
    };

    MetastepClient(
            ClientSettings settings,
            Producer<byte[], byte[]> producer,
            Consumer<byte[], byte[]> consumer,
            int partitions,
            InstantSource clock,
            LongSupplier nanoClock) {
        this.settings = settings;
        this.producer = producer;
        this.outbox = new KafkaOutbox(producer, settings.topics());
        this.partitions = partitions;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.throttle = new Throttle(producer::metrics, consumer::metrics, nanoClock);
        this.loop = new UpdateLoop(consumer, settings.topics().updates(), settings.connectTimeout(), throttle::onTime);
        this.thread = new Thread(loop, "metastep-client-" + settings.clientId());
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Connects.
     *
     * @throws JobException.Unreachable no broker within the connect timeout
     * @throws JobException.Unprepared no topics
     */
    public static MetastepClient open(ClientSettings settings) {
        Consumer<byte[], byte[]> consumer = Cluster.consumer(settings);
        try {
            int partitions = Cluster.partitions(consumer, settings);
            return new MetastepClient(
                    settings,
                    Cluster.producer(settings),
                    consumer,
                    partitions,
                    InstantSource.system(),
                    System::nanoTime);
        } catch (JobException e) {
            consumer.close();
            throw e;
        }
    }

    /** Partitions of the gradients topic: the most that a job may spread over. */
    public int partitions() {
        return partitions;
    }

    /**
     * Opens a job; its first step can be taken when this returns.
     *
     * @throws IllegalArgumentException the job asks for more partitions than there are
     * @throws IllegalStateException the job is open in this client already
     * @throws JobException.Unreachable the cluster does not answer
     */
    public Job open(JobSpec spec) {
        OpenJob job = new OpenJob(spec, attempt(spec), partitions, settings, outbox, nanoClock, owner);
        Waiting.on(loop.enter(job));
        LOG.atInfo()
                .addKeyValue("job", spec.jobId())
                .addKeyValue("attempt", job.attempt())
                .addKeyValue("step", spec.firstStep())
                .addKeyValue("optimizer", spec.optimizer())
                .log("Job opened");
        return job;
    }

    /** Jobs that follow each other within a millisecond get different attempts all the same. */
    private long attempt(JobSpec spec) {
        if (spec.attempt().isPresent()) {
            return spec.attempt().getAsLong();
        }
        return lastAttempt.updateAndGet(last -> spec.attemptAt(Math.max(clock.millis(), last + 1)));
    }

    /** The longest that brokers made this client wait at a time because its user sends more than a quota allows; zero if they did not. */
    public Duration longestThrottle() {
        return throttle.longest();
    }

    /** Disconnects. Jobs that are still open fail here, but go on for the application: they can be resumed. */
    @Override
    public void close() {
        loop.stop(new JobException.Closed("of this client", "the client was closed"));
        try {
            thread.join(settings.closeTimeout().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofMillis(settings.closeTimeout().toMillis()));
    }
}

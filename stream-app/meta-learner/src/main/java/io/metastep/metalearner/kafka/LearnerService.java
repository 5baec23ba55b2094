package io.metastep.metalearner.kafka;

import io.metastep.metalearner.Workers;
import io.metastep.metalearner.online.Gate;
import io.metastep.metalearner.online.LearnerException;
import io.metastep.metalearner.online.LearnerSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A member of the group of one family's learners: stands by until the work is its own, then learns until it is closed, or took the
 * meta-steps that it was asked for.
 */
public final class LearnerService implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_FAILURES = 10;
    private final LearnerConnection connection;
    private final LearnerSettings settings;
    private final Start start;
    private final Gate gate;
    private final Workers workers;
    private final LearnerListener listener;
    private final InstantSource clock;
    private final Ownership ownership = new Ownership();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean isStarted;
    private volatile boolean isStopped;
    private volatile long lag;
    private @Nullable WorkingLearner working;
    private long workingEpoch;
    private boolean isStandingBy;
    private int failures; // since the last commit
    private long metaSteps;

    /**
     * A member that has not joined yet.
     *
     * @param start where to begin if the family has no state
     * @param gate what versions must pass
     * @param workers threads for meta-gradients
     */
    public LearnerService(
            LearnerConnection connection,
            LearnerSettings settings,
            Start start,
            Gate gate,
            Workers workers,
            LearnerListener listener,
            InstantSource clock) {
        this.connection = connection;
        this.settings = settings;
        this.start = start;
        this.gate = gate;
        this.workers = workers;
        this.listener = listener;
        this.clock = clock;
        consumer = new KafkaConsumer<>(connection.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Stands by and learns on this thread. Call it once.
     *
     * @param limit meta-steps after which it ends; without, when it is closed
     * @throws LearnerException if it cannot go on
     */
    public void run(OptionalLong limit) {
        isStarted = true;
        try {
            consumer.subscribe(List.of(connection.topics().trajectories()), ownership);
            while (!isStopped && (limit.isEmpty() || metaSteps < limit.getAsLong())) {
                turn();
            }
        } catch (WakeupException e) {
            // Only close() wakes it up.
        } catch (AuthorizationException | AuthenticationException e) {
            throw new LearnerException(
                    "The cluster refuses the learner of %s: %s; see the rights that its group, its transactional id and its topics need"
                            .formatted(connection.family(), e.getMessage()),
                    e);
        } finally {
            stopWorking();
            consumer.close();
            done.countDown();
        }
    }

    private void turn() {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        if (working != null && workingEpoch != ownership.epoch()) {
            interrupted("its partitions were taken from it, or became more");
        } else if (ownership.isNone()) {
            standBy();
        } else {
            guarded(polled);
        }
    }

    private void standBy() {
        boolean hasJoined = consumer.groupMetadata().generationId() >= 0;
        if (hasJoined && !isStandingBy) {
            isStandingBy = true;
            listener.standsBy();
        }
    }

    /** What another learner or the cluster does to a transaction is no reason to end: the committed state is as good as any. */
    private void guarded(ConsumerRecords<byte[], byte[]> polled) {
        try {
            work(polled);
        } catch (WakeupException | AuthorizationException | AuthenticationException e) {
            throw e;
        } catch (KafkaException e) {
            failures++;
            interrupted(String.valueOf(e.getMessage()));
            if (failures >= MOST_FAILURES) {
                throw new LearnerException(
                        "The learner of %s failed %d times in a row, the last time: %s"
                                .formatted(connection.family(), failures, e.getMessage()),
                        e);
            }
        }
    }

    private void work(ConsumerRecords<byte[], byte[]> polled) {
        if (working == null) {
            // Polled was before the position was set.
            takeOver();
            return;
        }
        working.take(polled, clock.instant());
        lag = totalLag();
        if (working.isDue(clock.instant())) {
            boolean isMoved = working.step(gate, clock.instant(), listener).isMoved();
            metaSteps += isMoved ? 1 : 0;
            failures = 0;
        }
    }

    private long totalLag() {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    private void takeOver() {
        workingEpoch = ownership.epoch();
        working = WorkingLearner.takeOver(connection, consumer, settings, start, workers, clock.instant());
        isStandingBy = false;
        listener.works(working.progress(), working.isNew());
    }

    private void interrupted(String reason) {
        stopWorking();
        listener.interrupted(reason);
    }

    private void stopWorking() {
        if (working != null) {
            working.close();
            working = null;
        }
    }

    /** Segments of all families that are committed and were not taken yet; any thread. */
    public long lag() {
        return lag;
    }

    /** Ends the work and leaves the group, so that one who stands by can go on at once; any thread. Waits for it. */
    @Override
    public void close() {
        isStopped = true;
        consumer.wakeup();
        try {
            if (isStarted) {
                done.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.metastep.client;

import io.metastep.schemas.JobPartitions;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads another process's job: hands its updates, step by step, to a listener, which may mirror the parameters
 * ({@code update.applyTo(parameters)}) or just watch. Sends nothing. One thread, {@code metastep-follower-<jobId>}.
 */
public final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration TURN = Duration.ofMillis(200);

    /** Steps to hold in memory, while one partition is read ahead of another, before it has to wait. */
    private static final int AHEAD = 64;

    private final Consumer<byte[], byte[]> consumer;
    private final FollowListener listener;
    private final long firstStep;
    private final Map<String, BlockSlot> slots = new HashMap<>();
    private final FollowedSteps steps;
    private final Wire<UpdateBlock> wire = Wire.updates();
    private final Map<TopicPartition, Progress> progress = new HashMap<>();
    private final Thread thread;
    private volatile boolean stopping;

    /** How far a partition was read. */
    private record Progress(long attempt, long step) implements Comparable<Progress> {
        private static final Progress NONE = new Progress(-1, -1);

        @Override
        public int compareTo(Progress other) {
            return attempt == other.attempt ? Long.compare(step, other.step) : Long.compare(attempt, other.attempt);
        }
    }

    Follower(
            Consumer<byte[], byte[]> consumer,
            String topic,
            int partitions,
            JobSpec spec,
            FollowFrom from,
            FollowListener listener) {
        this.consumer = consumer;
        this.listener = listener;
        this.firstStep = from instanceof FollowFrom.Step step ? step.step() : 0;
        JobPartitions job = new JobPartitions(spec.jobId(), partitions, spec.spread());
        List<BlockSlot> cut = BlockSlot.cut(spec, job::of);
        cut.forEach(slot -> slots.put(slot.key().toString(), slot));
        this.steps = new FollowedSteps(spec.tensors(), cut.size(), spec.bestParameters());
        List<TopicPartition> assigned = Arrays.stream(job.all())
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
        assigned.forEach(partition -> progress.put(partition, Progress.NONE));
        consumer.assign(assigned);
        seek(assigned, from);
        this.thread = new Thread(this::run, "metastep-follower-" + spec.jobId());
        thread.setDaemon(true);
    }

    /**
     * Begins to follow the job of that spec, of which id, tensors, block size and spread count.
     *
     * @throws JobException.Unreachable no broker within the connect timeout
     * @throws JobException.Unprepared no topic
     */
    public static Follower open(ClientSettings settings, JobSpec spec, FollowFrom from, FollowListener listener) {
        Consumer<byte[], byte[]> consumer = Cluster.consumer(settings);
        try {
            String topic = settings.topics().updates();
            int partitions = Cluster.followedPartitions(consumer, settings);
            Follower follower = new Follower(consumer, topic, partitions, spec, from, listener);
            follower.start();
            return follower;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    void start() {
        thread.start();
    }

    /** Stops reading; no call of the listener begins after this returns. */
    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (!stopping) {
                poll();
            }
        } catch (KafkaException | IllegalStateException e) {
            listener.onFailure(new JobException.Unreachable("Updates cannot be read any more: " + e.getMessage(), e));
        }
    }

    private void poll() {
        try {
            for (ConsumerRecord<byte[], byte[]> update : consumer.poll(TURN)) {
                if (!stopping) {
                    route(update);
                }
            }
            balance();
        } catch (WakeupException e) {
            LOG.trace("Woken up to stop");
        } catch (RetriableException e) {
            LOG.atWarn().log("Reading updates failed, trying again: {}", e.getMessage());
        }
    }

    private void route(ConsumerRecord<byte[], byte[]> update) {
        BlockSlot slot = update.key() == null ? null : slots.get(new String(update.key(), StandardCharsets.UTF_8));
        if (slot == null) {
            return;
        }
        try {
            UpdateBlock answer = wire.decode(update.value());
            progress.put(
                    new TopicPartition(update.topic(), update.partition()),
                    new Progress(answer.getAttempt(), answer.getStep()));
            follow(slot, answer);
        } catch (WireException e) {
            LOG.atWarn().addKeyValue("offset", update.offset()).log("An update cannot be read: {}", e.detail());
        }
    }

    /** Lets partitions that are ahead wait for the one that is most behind. */
    private void balance() {
        if (steps.incomplete() <= AHEAD) {
            consumer.resume(consumer.paused());
        } else {
            Progress slowest = Collections.min(progress.values());
            consumer.pause(consumer.assignment().stream()
                    .filter(partition ->
                            progress.getOrDefault(partition, slowest).compareTo(slowest) > 0)
                    .toList());
        }
    }

    private void follow(BlockSlot slot, UpdateBlock update) {
        if (update.getStep() < firstStep) {
            return;
        }
        long before = steps.attempt();
        Optional<JobUpdate> complete = steps.accept(slot, update);
        if (before >= 0 && steps.attempt() > before) {
            listener.onAttempt(steps.attempt(), update.getStep());
        }
        complete.ifPresent(listener::onUpdate);
    }

    private void seek(List<TopicPartition> assigned, FollowFrom from) {
        if (from instanceof FollowFrom.Latest) {
            consumer.seekToEnd(assigned);
            assigned.forEach(consumer::position);
        } else if (from instanceof FollowFrom.Time time) {
            seek(assigned, time);
        } else {
            consumer.seekToBeginning(assigned);
        }
    }

    private void seek(List<TopicPartition> assigned, FollowFrom.Time time) {
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(assigned.stream()
                .collect(Collectors.toMap(p -> p, p -> time.instant().toEpochMilli())));
        for (TopicPartition partition : assigned) {
            OffsetAndTimestamp offset = offsets.get(partition);
            if (offset == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, offset.offset());
            }
        }
    }
}

package io.metastep.metalearner.kafka;

import io.metastep.metalearner.Workers;
import io.metastep.metalearner.online.Gate;
import io.metastep.metalearner.online.Learner;
import io.metastep.metalearner.online.LearnerException;
import io.metastep.metalearner.online.LearnerProgress;
import io.metastep.metalearner.online.LearnerSettings;
import io.metastep.metalearner.online.Release;
import io.metastep.metalearner.online.StepReport;
import io.metastep.schemas.LearnerState;
import io.metastep.schemas.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A learner with the partitions and the transactions that are its own, until one of these is taken from it. */
final class WorkingLearner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkingLearner.class);
    /** What a state's record may have beside its value. */
    private static final int RECORD_OVERHEAD_BYTES = 1_024;

    private final LearnerConnection connection;
    private final Consumer<byte[], byte[]> consumer;
    private final Opened opened;
    private final LearnerTransactions transactions;
    private final OptimizersTopic optimizers;
    private final Learner learner;
    private final Set<TopicPartition> partitions;
    private final Records records;
    private final boolean isNew;

    private WorkingLearner(
            LearnerConnection connection,
            Consumer<byte[], byte[]> consumer,
            LearnerSettings settings,
            Start start,
            Workers workers,
            Instant now,
            Opened opened) {
        this.connection = connection;
        this.consumer = consumer;
        this.opened = opened;
        partitions = Set.copyOf(consumer.assignment());
        records = new Records(connection.topics(), connection.family());
        // Before anything is read: from here on nobody else can commit.
        transactions = opened.add(new LearnerTransactions(connection));
        optimizers =
                opened.add(new OptimizersTopic(connection, connection.family())).refresh();
        Optional<LearnerState> state = LearnerTopic.read(connection);
        isNew = state.isEmpty();
        if (state.isPresent()) {
            learner = Learner.resume(settings, state.get(), workers);
            seek(state.get().getOffsets());
        } else {
            Beginning beginning = Beginning.of(start, connection, optimizers, settings.seed(), now);
            learner = Learner.begin(settings, beginning.file(), workers);
            seek(Map.of());
            commit(beginning.records());
        }
    }

    /**
     * Takes over from whoever worked before, at what was committed last, or begins.
     *
     * @param consumer whose partitions it learns from
     * @throws LearnerException if there is nothing to begin or go on from
     */
    static WorkingLearner takeOver(
            LearnerConnection connection,
            Consumer<byte[], byte[]> consumer,
            LearnerSettings settings,
            Start start,
            Workers workers,
            Instant now) {
        var opened = new Opened();
        try {
            return new WorkingLearner(connection, consumer, settings, start, workers, now, opened);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Goes to where the next segment is that was in no committed batch. */
    private void seek(Map<String, Long> offsetsOfState) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions);
        consumer.beginningOffsets(partitions).forEach((partition, begin) -> {
            OffsetAndMetadata ofGroup = committed.get(partition);
            // The group's offsets expire when nobody learns for a week; the state does not.
            long next = ofGroup == null
                    ? offsetsOfState.getOrDefault(Integer.toString(partition.partition()), begin)
                    : ofGroup.offset();
            warnOfLoss(partition, next, begin);
            consumer.seek(partition, Math.max(next, begin));
            learner.seek(partition.partition(), Math.max(next, begin));
        });
    }

    private static void warnOfLoss(TopicPartition partition, long next, long begin) {
        if (next < begin) {
            LOG.atWarn()
                    .addKeyValue("partition", partition)
                    .addKeyValue("next", next)
                    .addKeyValue("begin", begin)
                    .log("Segments were deleted before anybody learned from them: the topic's retention is too short");
        }
    }

    /** Whether there was no state to go on from. */
    boolean isNew() {
        return isNew;
    }

    void take(ConsumerRecords<byte[], byte[]> polled, Instant now) {
        for (ConsumerRecord<byte[], byte[]> logged : polled) {
            learner.take(
                            logged.partition(),
                            logged.offset(),
                            logged.key(),
                            logged.value(),
                            Instant.ofEpochMilli(logged.timestamp()),
                            now)
                    .ifPresent(reason -> tell(logged, reason));
        }
    }

    private static void tell(ConsumerRecord<byte[], byte[]> logged, String reason) {
        LOG.atTrace()
                .addKeyValue("partition", logged.partition())
                .addKeyValue("offset", logged.offset())
                .addKeyValue("reason", reason)
                .log("A segment is not learned from");
    }

    boolean isDue(Instant now) {
        return learner.isDue(now);
    }

    /** Takes a meta-step, makes the releases that are due, and commits all of it. */
    StepReport step(Gate gate, Instant now, LearnerListener listener) {
        StepReport step = learner.step();
        List<Release> releases = releases(gate, now);
        partitions.forEach(partition -> learner.seek(partition.partition(), consumer.position(partition)));
        commit(records.releases(releases, optimizers, now));
        listener.stepped(step, progress());
        releases.forEach(listener::released);
        return step;
    }

    /** The gate takes its time; an operator who moves a channel meanwhile must not be overwritten by what was decided before. */
    private List<Release> releases(Gate gate, Instant now) {
        OptimizersTopic.Standing known = optimizers.refresh().standing();
        List<Release> releases = learner.releases(optimizers, gate, now);
        if (!releases.isEmpty() && !optimizers.refresh().standing().equals(known)) {
            throw new OvertakenException(connection.family());
        }
        return releases;
    }

    private void commit(List<ProducerRecord<byte[], byte[]>> published) {
        var all = new ArrayList<>(published);
        all.add(checked(records.state(learner.state())));
        transactions.commit(offsets(), consumer.groupMetadata(), all);
    }

    private ProducerRecord<byte[], byte[]> checked(ProducerRecord<byte[], byte[]> state) {
        int bytes = state.value().length;
        if (bytes > Limits.RECORD_BYTES - RECORD_OVERHEAD_BYTES) {
            throw LearnerException.configuration(
                    "The learner's state of %s would have %d bytes, a record has at most %d; learn an optimizer with fewer meta-parameters"
                            .formatted(connection.family(), bytes, Limits.RECORD_BYTES));
        }
        return state;
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        partitions.forEach(partition -> offsets.put(partition, new OffsetAndMetadata(consumer.position(partition))));
        return offsets;
    }

    LearnerProgress progress() {
        return learner.progress();
    }

    @Override
    public void close() {
        learner.close();
        opened.close();
    }
}

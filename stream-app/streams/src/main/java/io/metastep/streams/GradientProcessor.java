package io.metastep.streams;

import io.metastep.schemas.JobPartitions;
import io.metastep.schemas.RejectedHeaders;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.StepComparison;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.streams.core.GradientPartition;
import io.metastep.streams.core.GradientRecord;
import io.metastep.streams.core.Outbox;
import io.metastep.streams.status.ActivityWriter;
import io.metastep.streams.status.PartitionBoard;
import io.metastep.streams.status.Reporting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Hands the records of one partition to the core and its answers to the sinks.
 *
 * <p>Kafka Streams may close and initialize the same object again after aborts; {@link #init} starts from nothing.
 */
final class GradientProcessor implements Processor<byte[], byte[], Destination, byte[]>, Outbox {
    private static final Duration ROUND = Duration.ofMillis(100);
    private static final int ROUNDS_PER_UPKEEP = 10;
    private static final int ROUNDS_PER_SWEEP = 6_000;
    private static final Headers NO_HEADERS = new RecordHeaders();

    private final Environment environment;
    private final Wire<UpdateBlock> wire = Wire.updates();
    private final Wire<TrajectorySegment> trajectories = Wire.trajectories();
    private final Wire<StepComparison> comparisons = Wire.comparisons();
    private @Nullable Session session;
    private long rounds;

    /** What exists between init and close. */
    private record Session(
            ProcessorContext<Destination, byte[]> context,
            PartitionParts parts,
            TaskMetrics metrics,
            ActivityWriter activity) {
        GradientPartition blocks() {
            return parts.blocks();
        }

        int partition() {
            return parts.partition();
        }

        PartitionBoard.Reading reading() {
            return new PartitionBoard.Reading(
                    blocks().uncoveredSince(), parts.optimizers().loaded());
        }
    }

    GradientProcessor(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void init(ProcessorContext<Destination, byte[]> context) {
        int partition = context.taskId().partition();
        PartitionParts parts = parts(context, partition);
        parts.connect(stores(context), this);
        Reporting reporting = environment.reporting();
        session = new Session(
                context,
                parts,
                TaskMetrics.register(context, environment),
                new ActivityWriter(reporting.instance(), partition, reporting.clock()));
        if (!parts.blocks().isUpToDate()) {
            parts.recover(environment.recovery());
        }
        reporting.board().put(partition, session().reading());
        environment.drain().join(this);
        context.schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, this::upkeep);
    }

    /** What was rebuilt while its stores were restored, if it was. */
    private PartitionParts parts(ProcessorContext<Destination, byte[]> context, int partition) {
        PartitionParts rebuilt = environment.rebuilds().take(partition);
        return rebuilt == null ? environment.factory().create(partition, stores(context), published(context)) : rebuilt;
    }

    private static PublishedOptimizers.Store published(ProcessorContext<Destination, byte[]> context) {
        ReadOnlyKeyValueStore<Bytes, byte[]> store = context.getStateStore(MetastepTopology.OPTIMIZERS);
        return store::get;
    }

    private static PartitionStores stores(ProcessorContext<Destination, byte[]> context) {
        return PartitionStores.of(context::getStateStore);
    }

    // Hot path: per record.
    @Override
    public void process(Record<byte[], byte[]> gradient) {
        Session current = session();
        RecordMetadata metadata = current.context.recordMetadata().orElseThrow();
        long timestamp = BrokerTimestamps.logged(gradient.timestamp(), gradient.headers());
        current.blocks()
                .process(new GradientRecord(
                        metadata.offset(), timestamp, gradient.key(), gradient.value(), gradient.headers()));
    }

    private void upkeep(long nowMillis) {
        Session current = session();
        rounds++;
        if (environment.drain().isWanted() && environment.drain().isWaitingFor(this)) {
            current.blocks().drain();
            current.context.commit();
            environment.drain().done(this);
        }
        if (rounds % ROUNDS_PER_UPKEEP == 0) {
            current.blocks().keepUp(nowMillis);
            environment.reporting().board().put(current.partition(), current.reading());
            current.activity.write(
                    current.blocks().activity(nowMillis), (job, value) -> tell(current, job, value, nowMillis));
        }
        if (rounds % ROUNDS_PER_SWEEP == 0) {
            current.blocks().sweep(nowMillis);
        }
    }

    private void tell(Session current, String jobId, byte[] activity, long nowMillis) {
        Destination home = new Destination(
                jobId.getBytes(StandardCharsets.UTF_8), JobPartitions.home(jobId, environment.partitions()));
        current.context.forward(new Record<>(home, activity, nowMillis), MetastepTopology.ACTIVITY_SINK);
    }

    @Override
    public void answer(GradientRecord logged, UpdateBlock update) {
        session().activity.answered(update, logged.timestamp());
        forward(MetastepTopology.UPDATES_SINK, logged.key(), logged, wire.encode(update), NO_HEADERS);
    }

    @Override
    public void emit(GradientRecord logged, TrajectorySegment segment) {
        forward(MetastepTopology.TRAJECTORIES_SINK, logged.key(), logged, trajectories.encode(segment), NO_HEADERS);
    }

    @Override
    public void emit(GradientRecord logged, StepComparison comparison) {
        byte[] key = comparison.getJobId().getBytes(StandardCharsets.UTF_8);
        forward(MetastepTopology.COMPARISONS_SINK, key, logged, comparisons.encode(comparison), NO_HEADERS);
    }

    @Override
    public void reject(GradientRecord logged, RejectionReason reason, String detail) {
        Headers original = logged.headers() instanceof Headers headers ? headers : NO_HEADERS;
        RejectedRecord rejected = new RejectedRecord(logged.key(), logged.value(), original);
        rejected.set(RejectedHeaders.REASON, reason.code());
        rejected.set(RejectedHeaders.DETAIL, detail);
        rejected.set(RejectedHeaders.TOPIC, environment.gradients());
        rejected.set(RejectedHeaders.PARTITION, Integer.toString(session().partition()));
        rejected.set(RejectedHeaders.OFFSET, Long.toString(logged.offset()));
        forward(MetastepTopology.REJECTED_SINK, rejected.key(), logged, rejected.value(), rejected.headers());
    }

    private void forward(
            String sink, byte @Nullable [] key, GradientRecord logged, byte @Nullable [] value, Headers headers) {
        Session current = session();
        Destination destination = new Destination(key, current.partition());
        current.context.forward(new Record<>(destination, value, Math.max(0, logged.timestamp()), headers), sink);
    }

    @Override
    public void close() {
        Session last = session;
        session = null;
        environment.drain().leave(this);
        if (last != null) {
            environment.reporting().board().remove(last.partition());
            last.blocks().close();
            last.metrics.close();
        }
    }

    private Session session() {
        if (session == null) {
            throw new IllegalStateException("The processor is not initialized");
        }
        return session;
    }
}

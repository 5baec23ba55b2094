package io.metastep.integration.harness;

import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.StepComparison;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.UpdateBlock;
import io.metastep.streams.core.BlockStorage;
import io.metastep.streams.core.CoreSettings;
import io.metastep.streams.core.GradientLog;
import io.metastep.streams.core.GradientPartition;
import io.metastep.streams.core.GradientRecord;
import io.metastep.streams.core.Instance;
import io.metastep.streams.core.MemoryTable;
import io.metastep.streams.core.OptimizerCatalogue;
import io.metastep.streams.core.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What an application must do with records as they are in the log: its core in this JVM, one optimizer, no Kafka, no faults. */
public final class InProcessApplication {
    private final String version;
    private final Optimizer optimizer;
    private final Instance instance = Instance.with(Long.MAX_VALUE);
    private final List<Partition> partitions;

    /** What must become of one record. */
    public record Outcome(
            @Nullable UpdateBlock answer, @Nullable RejectionReason rejection) {}

    public InProcessApplication(CoreSettings settings, int partitions, OptimizerFile file) {
        this.version = file.reference();
        this.optimizer = Optimizers.of(file);
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(partition -> new Partition(settings, partition, partitions))
                .toList();
    }

    /** Takes the next record of its partition. */
    public Outcome take(ConsumerRecord<byte[], byte[]> logged) {
        return partitions.get(logged.partition()).take(logged);
    }

    /** Bytes of live memory. */
    public long liveBytes() {
        return instance.budget().used();
    }

    private final class Partition implements OptimizerCatalogue, Outbox, GradientLog {
        private final List<GradientRecord> log = new ArrayList<>();
        private final GradientPartition core;
        private @Nullable UpdateBlock answer;
        private @Nullable RejectionReason rejection;

        Partition(CoreSettings settings, int partition, int partitions) {
            BlockStorage storage = new BlockStorage(new MemoryTable(), new MemoryTable(), new MemoryTable());
            core = new GradientPartition(settings, partition, partitions, storage, this, this, this, instance);
            core.recover();
        }

        Outcome take(ConsumerRecord<byte[], byte[]> logged) {
            var record = new GradientRecord(logged.offset(), logged.timestamp(), logged.key(), logged.value(), null);
            log.add(record);
            answer = null;
            rejection = null;
            core.process(record);
            return new Outcome(answer, rejection);
        }

        @Override
        public @Nullable String resolve(String reference) {
            OptimizerRef ref = OptimizerRef.parse(reference).orElse(null);
            return ref != null && ref.key().equals(version) ? version : null;
        }

        @Override
        public @Nullable Optimizer optimizer(String wanted) {
            return wanted.equals(version) ? optimizer : null;
        }

        @Override
        public void answer(GradientRecord record, UpdateBlock update) {
            answer = update;
        }

        @Override
        public void emit(GradientRecord record, TrajectorySegment segment) {
            // Only answers and rejections count here.
        }

        @Override
        public void emit(GradientRecord record, StepComparison comparison) {
            // Only answers and rejections count here.
        }

        @Override
        public void reject(GradientRecord record, RejectionReason reason, String detail) {
            rejection = reason;
        }

        @Override
        public long earliest() {
            return 0;
        }

        @Override
        public void read(long from, long to, Visitor visitor) {
            log.stream()
                    .filter(record -> record.offset() >= from && record.offset() < to)
                    .forEach(visitor::visit);
        }
    }
}

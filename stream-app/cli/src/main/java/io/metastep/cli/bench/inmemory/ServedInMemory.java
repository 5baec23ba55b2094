package io.metastep.cli.bench.inmemory;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.StepComparison;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.streams.core.BlockStorage;
import io.metastep.streams.core.CoreSettings;
import io.metastep.streams.core.GradientLog;
import io.metastep.streams.core.GradientPartition;
import io.metastep.streams.core.GradientRecord;
import io.metastep.streams.core.Instance;
import io.metastep.streams.core.MemoryTable;
import io.metastep.streams.core.OptimizerCatalogue;
import io.metastep.streams.core.Outbox;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One partition of the application; nothing crashes, so no log is kept. */
public final class ServedInMemory implements Outbox, GradientLog {
    private final Wire<GradientBlock> wire = Wire.gradients();
    private final GradientPartition partition;
    private final Consumer<TrajectorySegment> segments;
    private long offset;
    private @Nullable UpdateBlock last;

    /**
     * A partition that has served nobody yet.
     *
     * @param segments gets what jobs live through
     */
    public ServedInMemory(CoreSettings settings, OptimizerCatalogue catalogue, Consumer<TrajectorySegment> segments) {
        this.segments = segments;
        BlockStorage storage = new BlockStorage(new MemoryTable(), new MemoryTable(), new MemoryTable());
        partition =
                new GradientPartition(settings, 0, 1, storage, this, catalogue, this, Instance.with(Long.MAX_VALUE));
        partition.recover();
    }

    /** The answer to a gradient. */
    UpdateBlock answer(GradientBlock gradient) {
        BlockKey key = new BlockKey(gradient.getJobId(), gradient.getTensor(), gradient.getBlock());
        partition.process(new GradientRecord(offset, offset, key.bytes(), wire.encode(gradient), null));
        offset++;
        UpdateBlock answer = last;
        if (answer == null) {
            throw new IllegalStateException("No answer to " + key + " at step " + gradient.getStep());
        }
        return answer;
    }

    @Override
    public void answer(GradientRecord record, UpdateBlock update) {
        last = update;
    }

    @Override
    public void emit(GradientRecord record, TrajectorySegment segment) {
        segments.accept(segment);
    }

    @Override
    public void emit(GradientRecord record, StepComparison comparison) {
        // None of these jobs shadows.
    }

    @Override
    public void reject(GradientRecord record, RejectionReason reason, String detail) {
        throw new IllegalStateException("Rejected: " + reason + ": " + detail);
    }

    @Override
    public long earliest() {
        return offset;
    }

    @Override
    public void read(long from, long to, Visitor visitor) {
        throw new IllegalStateException("No record was kept");
    }
}

package io.metastep.cli.bench.guard;

import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.optimizer.Optimizer;
import io.metastep.schemas.BlockKey;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.StepComparison;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.streams.core.BlockStorage;
import io.metastep.streams.core.CoreSettings;
import io.metastep.streams.core.Counters;
import io.metastep.streams.core.GradientLog;
import io.metastep.streams.core.GradientPartition;
import io.metastep.streams.core.GradientRecord;
import io.metastep.streams.core.MemoryBudget;
import io.metastep.streams.core.OptimizerCatalogue;
import io.metastep.streams.core.Outbox;
import org.jspecify.annotations.Nullable;

/** One partition of the application with its default settings, but for the encoding of snapshots, and a single optimizer; nothing crashes, so no log is kept. */
final class ServedInMemory implements OptimizerCatalogue, Outbox, GradientLog {
    static final String VERSION = "under-test@1";

    private final Optimizer optimizer;
    private final Wire<GradientBlock> wire = Wire.gradients();
    private final GradientPartition partition;
    private long offset;
    private @Nullable UpdateBlock last;

    ServedInMemory(Optimizer optimizer, Encoding snapshotEncoding) {
        this.optimizer = optimizer;
        BlockStorage storage = new BlockStorage(new MemoryTable(), new MemoryTable(), new MemoryTable());
        partition = new GradientPartition(
                CoreSettings.DEFAULTS.with(snapshotEncoding),
                0,
                1,
                storage,
                this,
                this,
                this,
                new MemoryBudget(Long.MAX_VALUE),
                new Counters(),
                1);
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
    public @Nullable String resolve(String reference) {
        return VERSION;
    }

    @Override
    public @Nullable Optimizer optimizer(String version) {
        return optimizer;
    }

    @Override
    public void answer(GradientRecord record, UpdateBlock update) {
        last = update;
    }

    @Override
    public void emit(GradientRecord record, TrajectorySegment segment) {
        // Nobody learns from these jobs.
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

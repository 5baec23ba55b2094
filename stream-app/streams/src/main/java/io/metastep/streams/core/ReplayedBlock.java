package io.metastep.streams.core;

import io.metastep.optimizer.Optimizer;
import io.metastep.schemas.BlockKey;
import io.metastep.schemas.WireException;
import io.metastep.streams.core.Verdict.Granted;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A block that is being rebuilt. The thread that reads the log loads it and sends it records; its lane steps it; when the lane is
 * done, the reading thread has it back.
 */
final class ReplayedBlock {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayedBlock.class);
    private static final long NONE = -1;

    private final BlockKey key;
    private final BlockHeader header;
    private final BlockLoader loader;
    private final ReplayLane lane;
    private @Nullable LiveBlock block;
    private long firstOffset = NONE;
    private long firstTimestamp;
    private long firstBytes;
    private long lastOffset = NONE;

    ReplayedBlock(BlockKey key, BlockHeader header, BlockLoader loader, ReplayLane lane) {
        this.key = key;
        this.header = header;
        this.loader = loader;
        this.lane = lane;
    }

    boolean needs(GradientRecord logged) {
        return logged.offset() > header.covered();
    }

    /** Sends a record to the lane. */
    void step(GradientRecord logged, long bytesBefore) {
        if (block == null) {
            block = loader.load(key, header);
        }
        lane.submit(key, logged, stepper -> step(stepper, logged, bytesBefore));
    }

    private void step(ReplayLane.Stepper stepper, GradientRecord logged, long bytesBefore) throws WireException {
        LiveBlock stepped = present();
        BlockHeader before = stepped.requireHeader();
        Verdict verdict = accept(stepper, stepped, stepper.read(key, logged));
        if (stepped.isRestart) {
            // What is left of the past is no memory of it, and the job learns of a fresh one only from its first
            // answer. A birth in what is left would make the next recovery take it for whole.
            stepped.forget();
            stepped.header = before;
            stepped.headerChanged = false;
        }
        if (stepped.status != Status.ABSENT) {
            lastOffset = logged.offset();
        }
        if (firstOffset == NONE && verdict instanceof Granted && verdict != Granted.REPEATED) {
            firstOffset = logged.offset();
            firstTimestamp = logged.timestamp();
            firstBytes = bytesBefore;
        }
    }

    /** Its state so far; as loaded if nothing came of it, for which no snapshot is read, since a block in one is not absent. */
    private LiveBlock present() {
        if (block == null || (block.status == Status.ABSENT && lastOffset == NONE)) {
            block = loader.load(key, header);
        }
        return block;
    }

    private Verdict accept(ReplayLane.Stepper stepper, LiveBlock stepped, Arrival arrival) {
        try {
            return stepper.accept(stepped, arrival);
        } catch (MissingOptimizerException e) {
            LOG.atWarn().setCause(e).addKeyValue("block", key).log("Memory starts afresh");
            stepped.isRestart = true;
            return Granted.SKIPPED;
        }
    }

    /** Offset of the last record after which it was there, negative if none. */
    long lastOffset() {
        return lastOffset;
    }

    /** Offset of the first record that changed it, negative if none. */
    long firstOffset() {
        return firstOffset;
    }

    /** Keeps it, with the partition's optimizer, which is the lane's but for scratch memory. */
    void handOver(LiveBlocks live, OptimizerCatalogue catalogue) {
        if (block != null && lastOffset != NONE) {
            Memory memory = block.memory;
            Optimizer optimizer = memory == null ? null : catalogue.optimizer(memory.version());
            if (memory != null && optimizer != null) {
                memory.adopt(memory.version(), optimizer);
            }
            live.keep(block);
        }
    }

    void markDirty(DirtyBlocks dirty) {
        if (block != null && firstOffset != NONE) {
            dirty.add(block, firstOffset, firstTimestamp, firstBytes);
        }
    }
}

package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds a block as it was just before a step: from the newest snapshot that no step from that one on has touched, then
 * through the log.
 *
 * <p>All blocks of a job begin their new attempt at the same step, so the log is read once for as many of them as time and
 * memory allow; the others wait, prepared, for their first record.
 */
final class Rebuilder {
    /**
     * Coordinates times steps that one record may cause to be stepped again: a few seconds. The thread's transaction is open
     * meanwhile; if it timed out, the record would come again, and again.
     */
    private static final long COORDINATE_STEPS = 10_000_000;

    private final CoreSettings settings;
    private final BlockStorage storage;
    private final GradientLog log;
    private final OptimizerCatalogue catalogue;
    private final BlockMachine machine;
    private final GradientReader reader;
    private final LiveBlocks live;
    private final PreparedBlocks prepared;
    private final MemoryBudget budget;

    Rebuilder(
            CoreSettings settings,
            BlockStorage storage,
            GradientLog log,
            OptimizerCatalogue catalogue,
            GradientReader reader,
            LiveBlocks live,
            PreparedBlocks prepared,
            MemoryBudget budget,
            Cursor cursor) {
        this.settings = settings;
        this.storage = storage;
        this.log = log;
        this.catalogue = catalogue;
        this.machine = new BlockMachine(
                settings, catalogue, SegmentRecorder.off(settings.unrollLength()), new Comparer(), cursor);
        this.reader = reader;
        this.live = live;
        this.prepared = prepared;
        this.budget = budget;
    }

    /** The block just before the arrival's step, or null if that cannot be told; prepares the job's other blocks. */
    @Nullable
    LiveBlock rebuild(LiveBlock block, Arrival arrival) {
        Scan scan = new Scan(new RewindScan(machine, reader, arrival.step()), arrival, log.earliest(), new Work(block));
        if (!join(scan, block.key, block.requireHeader())) {
            return null;
        }
        Map<BlockKey, Place> others = joinOthers(scan, block);
        log.read(scan.blocks.from(), arrival.offset(), scan.blocks);
        prepare(scan, others);
        return scan.blocks.block(block.key);
    }

    /** One reading of the log, up to the arrival. */
    private record Scan(RewindScan blocks, Arrival arrival, long earliest, Work work) {}

    /** What may still be stepped again on behalf of one record. */
    private static final class Work {
        private final int coordinates;
        private long left = COORDINATE_STEPS;

        /** Takes all blocks of a job to be as large as this one. */
        Work(LiveBlock block) {
            Memory memory = block.memory;
            coordinates = memory == null ? 1 : memory.coordinates();
        }

        boolean take(long steps) {
            if (steps > left / coordinates) {
                return false;
            }
            left -= steps * coordinates;
            return true;
        }
    }

    /** Takes the block along if its past can be told. */
    private boolean join(Scan scan, BlockKey key, BlockHeader header) {
        long step = scan.arrival.step();
        int slot = header.slotBefore(step);
        long from = slot < 0 ? header.birth() : header.slots().get(slot).covered() + 1;
        long fromStep = slot < 0 ? header.birthStep() : header.slots().get(slot).lastStep();
        if (!reaches(scan, header, from) || !scan.work.take(step - fromStep)) {
            return false;
        }
        LiveBlock earlier = new LiveBlock(key);
        earlier.header = header;
        if (slot >= 0) {
            SnapshotFormat.read(storage.snapshot(key, slot, header.slots().get(slot)), earlier, catalogue);
        }
        // They would go on with steps that a later attempt gives up.
        earlier.recordings.clear();
        if (earlier.isRestart) {
            return false;
        }
        scan.blocks.add(earlier, from);
        return true;
    }

    private boolean reaches(Scan scan, BlockHeader header, long from) {
        return header.birthStep() < scan.arrival.step()
                && scan.earliest <= from
                && scan.arrival.offset() - from <= settings.rewindRecords()
                && header.reachesBackTo(from);
    }

    private Map<BlockKey, Place> joinOthers(Scan scan, LiveBlock block) {
        Map<BlockKey, Place> joined = new HashMap<>();
        long bytes = block.bytes();
        for (Sibling other : siblings(block)) {
            boolean isWanted = other.hasPast && other.place.isBehind(scan.arrival) && !prepared.holds(other.key);
            if (isWanted && budget.hasRoomFor(bytes) && join(scan, other.key, other.header)) {
                joined.put(other.key, other.place);
                bytes += block.bytes();
            }
        }
        return joined;
    }

    private void prepare(Scan scan, Map<BlockKey, Place> others) {
        others.forEach((key, place) -> {
            LiveBlock earlier = scan.blocks.block(key);
            if (earlier != null) {
                prepared.put(earlier, place, scan.arrival);
            }
        });
    }

    /** Another block of the same job. */
    private record Sibling(BlockKey key, BlockHeader header, Place place, boolean hasPast) {}

    private List<Sibling> siblings(LiveBlock block) {
        Map<BlockKey, LiveBlock> alive = new HashMap<>();
        live.ofJob(block.key.jobId()).forEach(one -> alive.put(one.key, one));
        List<Sibling> siblings = new ArrayList<>();
        storage.headersOfJob(block.key.jobId(), (key, stored) -> {
            if (!key.equals(block.key)) {
                siblings.add(sibling(key, stored, alive.get(key)));
            }
        });
        return siblings;
    }

    private static Sibling sibling(BlockKey key, BlockHeader stored, @Nullable LiveBlock alive) {
        return alive == null
                ? new Sibling(key, stored, Place.of(stored.newest()), true)
                : new Sibling(key, alive.requireHeader(), Place.of(alive), !alive.isRestart);
    }
}

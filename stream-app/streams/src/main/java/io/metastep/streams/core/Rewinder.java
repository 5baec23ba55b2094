package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.streams.core.Counters.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes blocks back to the step at which a new attempt begins: from the newest snapshot before that step, then through the
 * log.
 *
 * <p>A block that has not reached that step just goes on. After a real rewind the block is snapshotted at once, so
 * recovery never has to rewind. All blocks of a job begin their new attempt at the same step, so the log is read once for
 * as many of them as time and memory allow; the others wait, prepared, for their first record.
 */
final class Rewinder implements Past {
    private static final Logger LOG = LoggerFactory.getLogger(Rewinder.class);
    private static final long PREPARED_MILLIS = 60_000;

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
    private final MemoryBudget budget;
    private final SnapshotKeeper keeper;
    private final Counters counters;
    private final Map<BlockKey, Prepared> prepared = new HashMap<>();

    /**
     * A block that was rewound before its first record came.
     *
     * @param earlier just before the step
     * @param from what the block was when this was prepared; anything since makes it void
     */
    private record Prepared(LiveBlock earlier, Place from, long attempt, long step, long timestamp) {
        boolean fits(LiveBlock block, Arrival arrival) {
            return from.equals(Place.of(block)) && attempt == arrival.attempt() && step == arrival.step();
        }
    }

    /** How far a block has come. */
    private record Place(long attempt, long lastStep) {
        static Place of(LiveBlock block) {
            return new Place(block.attempt, block.lastStep);
        }

        static Place of(SlotMark mark) {
            return new Place(mark.attempt(), mark.lastStep());
        }

        boolean isBehind(Arrival arrival) {
            return attempt < arrival.attempt() && lastStep >= arrival.step();
        }
    }

    Rewinder(
            CoreSettings settings,
            BlockStorage storage,
            GradientLog log,
            OptimizerCatalogue catalogue,
            GradientReader reader,
            LiveBlocks live,
            MemoryBudget budget,
            SnapshotKeeper keeper,
            Counters counters) {
        this.settings = settings;
        this.storage = storage;
        this.log = log;
        this.catalogue = catalogue;
        this.machine = new BlockMachine(settings, catalogue);
        this.reader = reader;
        this.live = live;
        this.budget = budget;
        this.keeper = keeper;
        this.counters = counters;
    }

    @Override
    public void rewind(LiveBlock block, Arrival arrival) {
        if (!goesOn(block, arrival)) {
            rewindFar(block, arrival);
        }
    }

    /** Begins the attempt with the present memory if all of it lies before the arrival's step. */
    static boolean goesOn(LiveBlock block, Arrival arrival) {
        boolean knowsAll = !block.hasGap || arrival.step() == block.lastStep + 1;
        if (block.lastStep >= arrival.step() || !knowsAll) {
            return false;
        }
        beginAttempt(block, arrival);
        return true;
    }

    private static void beginAttempt(LiveBlock block, Arrival arrival) {
        block.beginAttempt(arrival.attempt(), arrival.timestamp());
        if (!block.requireHeader().knows(arrival.attempt())) {
            block.setHeader(block.requireHeader()
                    .withAttempt(new AttemptStart(arrival.attempt(), arrival.step(), arrival.offset())));
        }
    }

    private void rewindFar(LiveBlock block, Arrival arrival) {
        LiveBlock ready = claim(block, arrival);
        LiveBlock earlier = ready == null ? rebuilt(block, arrival) : ready;
        if (earlier != null && earlier.isOpen()) {
            block.become(earlier);
            beginAttempt(block, arrival);
            keeper.snapshot(block, arrival.offset() - 1, Event.FORCED_SNAPSHOTS);
            counters.add(Event.REWINDS, 1);
        } else {
            block.open(arrival.attempt());
            block.bear(arrival);
        }
    }

    private @Nullable LiveBlock claim(LiveBlock block, Arrival arrival) {
        Prepared ready = take(block.key);
        return ready != null && ready.fits(block, arrival) ? ready.earlier : null;
    }

    private @Nullable Prepared take(BlockKey key) {
        Prepared taken = prepared.remove(key);
        if (taken != null) {
            budget.add(-taken.earlier.bytes());
        }
        return taken;
    }

    /** Gives back what was prepared for records that never came. */
    void forget(long nowMillis) {
        List.copyOf(prepared.values()).stream()
                .filter(ready -> nowMillis - ready.timestamp > PREPARED_MILLIS)
                .forEach(ready -> take(ready.earlier.key));
    }

    void forgetAll() {
        List.copyOf(prepared.keySet()).forEach(this::take);
    }

    /** The block just before the arrival's step, or null if that cannot be told; prepares the job's other blocks. */
    private @Nullable LiveBlock rebuilt(LiveBlock block, Arrival arrival) {
        long earliest = log.earliest();
        RewindScan scan = new RewindScan(machine, reader, arrival.step());
        Work work = new Work(block);
        if (!join(scan, block.key, block.requireHeader(), arrival, earliest, work)) {
            return null;
        }
        Map<BlockKey, Place> others = joinOthers(scan, block, arrival, earliest, work);
        return read(scan, arrival) ? result(scan, block.key, others, arrival) : null;
    }

    private @Nullable LiveBlock result(RewindScan scan, BlockKey key, Map<BlockKey, Place> others, Arrival arrival) {
        others.forEach((other, place) -> {
            LiveBlock earlier = scan.block(other);
            if (earlier != null) {
                budget.add(earlier.bytes());
                prepared.put(
                        other, new Prepared(earlier, place, arrival.attempt(), arrival.step(), arrival.timestamp()));
            }
        });
        return scan.block(key);
    }

    private boolean read(RewindScan scan, Arrival arrival) {
        try {
            log.read(scan.from(), arrival.offset(), scan);
            return true;
        } catch (MissingOptimizerException e) {
            LOG.atWarn().setCause(e).addKeyValue("job", arrival.key().jobId()).log("Memory starts afresh");
            return false;
        }
    }

    /** Takes the block along if its past can be told. */
    private boolean join(RewindScan scan, BlockKey key, BlockHeader header, Arrival arrival, long earliest, Work work) {
        int slot = base(header, arrival.step());
        long from = slot < 0 ? header.birth() : header.slots().get(slot).covered() + 1;
        if (!reaches(header, from, arrival) || earliest > from || !work.take(arrival.step() - baseStep(header, slot))) {
            return false;
        }
        LiveBlock earlier = new LiveBlock(key);
        earlier.header = header;
        if (slot >= 0) {
            SnapshotFormat.read(storage.snapshot(key, slot, header.slots().get(slot)), earlier, catalogue);
        }
        scan.add(earlier, from);
        return true;
    }

    private static long baseStep(BlockHeader header, int slot) {
        return slot < 0
                ? header.attempts().get(0).step()
                : header.slots().get(slot).lastStep();
    }

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

    private Map<BlockKey, Place> joinOthers(
            RewindScan scan, LiveBlock block, Arrival arrival, long earliest, Work work) {
        Map<BlockKey, Place> joined = new HashMap<>();
        long bytes = block.bytes();
        for (Sibling other : siblings(block)) {
            boolean isWanted = other.place.isBehind(arrival) && !prepared.containsKey(other.key);
            if (isWanted && budget.hasRoomFor(bytes) && join(scan, other.key, other.header, arrival, earliest, work)) {
                joined.put(other.key, other.place);
                bytes += block.bytes();
            }
        }
        return joined;
    }

    /** Another block of the same job. */
    private record Sibling(BlockKey key, BlockHeader header, Place place) {}

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
                ? new Sibling(key, stored, Place.of(stored.newest()))
                : new Sibling(key, alive.requireHeader(), Place.of(alive));
    }

    private boolean reaches(BlockHeader header, long from, Arrival arrival) {
        return header.attempts().get(0).step() < arrival.step()
                && arrival.offset() - from <= settings.rewindRecords()
                && header.reachesBackTo(from);
    }

    /** Slot of the newest snapshot that no step from that one on has touched, or -1 for the block's birth. */
    private static int base(BlockHeader header, long step) {
        int newest = header.newestSlot();
        if (isBefore(header, newest, step)) {
            return newest;
        }
        return isBefore(header, 1 - newest, step) ? 1 - newest : -1;
    }

    private static boolean isBefore(BlockHeader header, int slot, long step) {
        SlotMark mark = header.slots().get(slot);
        return header.isUsable(mark) && mark.lastStep() < header.endOf(mark.attempt(), step);
    }
}

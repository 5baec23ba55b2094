package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.Limits;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.WireException;
import io.metastep.streams.core.Counters.Event;
import io.metastep.streams.core.Verdict.Granted;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All blocks of one partition of gradients: answers each record once, in order, and keeps what recovery needs.
 *
 * <p>{@link #recover} comes first, and again whenever memory and tables may have parted; it starts from nothing. The
 * tables' writes, the answers and the consumed offsets are expected to commit together.
 */
public final class GradientPartition {
    private static final Logger LOG = LoggerFactory.getLogger(GradientPartition.class);

    /** How many blocks one record may cause to be snapshotted for the sake of the replay distance. */
    private static final int OVERDUE_PER_RECORD = 2;

    private static final int OVERDUE_PER_ROUND = 64;
    private static final int SWEPT_PER_ROUND = 1_000;
    private static final long SWEEP_MARGIN_MILLIS = Duration.ofHours(1).toMillis();

    /** After so many gaps without a record in them they are taken for the marks that transactions leave. */
    private static final int EMPTY_GAPS = 8;

    private final CoreSettings settings;
    private final BlockStorage storage;
    private final GradientLog log;
    private final Outbox outbox;
    private final MemoryBudget budget;
    private final Counters counters;
    private final GradientReader reader;
    private final BlockMachine machine;
    private final BlockLoader loader;
    private final LiveBlocks live;
    private final DirtyBlocks dirty;
    private final SnapshotKeeper keeper;
    private final Decider decider;
    private final Rewinder past;

    private long next;
    private long streamTime;
    private long lostBefore;
    private long bytes;
    private int emptyGaps;

    public GradientPartition(
            CoreSettings settings,
            int partition,
            int partitions,
            BlockStorage storage,
            GradientLog log,
            OptimizerCatalogue catalogue,
            Outbox outbox,
            MemoryBudget budget,
            Counters counters) {
        this.settings = settings;
        this.storage = storage;
        this.log = log;
        this.outbox = outbox;
        this.budget = budget;
        this.counters = counters;
        this.reader = new GradientReader(partition, partitions);
        this.machine = new BlockMachine(settings, catalogue);
        this.loader = new BlockLoader(storage, catalogue, counters);
        this.live = new LiveBlocks(budget);
        this.dirty = new DirtyBlocks(settings);
        this.keeper = new SnapshotKeeper(settings, storage, dirty, counters);
        this.decider = new LiveDecider(catalogue, this::makeRoom);
        GradientReader pastReader = new GradientReader(partition, partitions);
        this.past = new Rewinder(settings, storage, log, catalogue, pastReader, live, budget, keeper, counters);
    }

    /** Forgets all live memory and rebuilds it from tables and log. Writes nothing. */
    public void recover() {
        close();
        Position stored = storage.position();
        Position position = stored == null ? Position.START : stored;
        next = position.next();
        streamTime = position.streamTime();
        lostBefore = position.lostBefore();
        bytes = 0;
        emptyGaps = 0;
        loader.setLostBefore(lostBefore);
        if (position.floor() < position.next()) {
            replay(position);
        }
    }

    private void replay(Position position) {
        long earliest = log.earliest();
        if (earliest > position.floor()) {
            lose(position, Math.min(earliest, position.next()));
        }
        Replay replay = new Replay(storage, loader, machine, reader, live, dirty, counters);
        log.read(Math.max(earliest, position.floor()), position.next(), replay);
        bytes = replay.bytes();
    }

    private void lose(Position position, long before) {
        lostBefore = Math.max(lostBefore, before);
        loader.setLostBefore(lostBefore);
        LOG.atWarn()
                .addKeyValue("needed", position.floor())
                .addKeyValue("earliest", before)
                .log("The log of gradients no longer reaches back to the oldest record that recovery needs; "
                        + "blocks whose records are gone start afresh. Raise the topic's retention");
    }

    /** Answers a record; one that was answered before is passed over, what was passed over before it is made up for. */
    // Hot path: per record.
    public void process(GradientRecord logged) {
        if (logged.offset() > next) {
            fillGap(logged.offset());
        }
        if (logged.offset() >= next) {
            handle(logged);
        }
    }

    private void fillGap(long to) {
        if (emptyGaps < EMPTY_GAPS) {
            long before = counters.count(Event.GAP_RECORDS);
            log.read(next, to, this::handleMissed);
            long found = counters.count(Event.GAP_RECORDS) - before;
            reportGap(to, found);
            emptyGaps = found == 0 ? emptyGaps + 1 : 0;
        }
        next = to;
    }

    private void handleMissed(GradientRecord logged) {
        counters.add(Event.GAP_RECORDS, 1);
        handle(logged);
    }

    private static void reportGap(long to, long found) {
        if (found > 0) {
            LOG.atWarn()
                    .addKeyValue("records", found)
                    .addKeyValue("delivered", to)
                    .log("Records were not delivered; read from the log and answered");
        }
    }

    private void handle(GradientRecord logged) {
        streamTime = Math.max(streamTime, logged.timestamp());
        BlockKey key = null;
        try {
            key = BlockKey.parse(logged.key());
            handle(key, logged);
        } catch (WireException e) {
            reject(logged, key, e);
        }
        advance(logged);
    }

    // Hot path: per record.
    private void handle(BlockKey key, GradientRecord logged) throws WireException {
        Arrival arrival = reader.read(key, logged);
        LiveBlock block = find(key);
        boolean hadGap = block.hasGap;
        Verdict verdict = machine.accept(block, arrival, decider, past);
        if (verdict instanceof Verdict.Rejected rejected) {
            reject(logged, key, arrival.attempt(), arrival.step(), rejected.reason(), rejected.detail());
        } else {
            answer(logged, block, arrival, verdict, hadGap);
        }
        if (verdict != Granted.REPEATED) {
            settle(logged, block, verdict);
        }
    }

    private LiveBlock find(BlockKey key) {
        LiveBlock block = live.get(key);
        return block == null ? load(key) : block;
    }

    private LiveBlock load(BlockKey key) {
        LiveBlock block = loader.load(key);
        if (block.isOpen()) {
            live.keep(block);
            while (budget.isExceeded() && evictOldest(block)) {
                // One block after the other.
            }
        }
        return block;
    }

    private void answer(GradientRecord logged, LiveBlock block, Arrival arrival, Verdict verdict, boolean hadGap) {
        outbox.answer(logged, Answers.answer(block));
        if (verdict == Granted.APPLIED) {
            counters.add(Event.STEPS, 1);
            counters.add(Event.COORDINATES, arrival.coordinates());
            counters.add(Event.MEMORY_RESTARTS, hadGap && block.age == 1 ? 1 : 0);
        } else if (verdict == Granted.REPEATED) {
            counters.add(Event.REPEATED, 1);
        }
    }

    /** Keeps what the record changed. */
    private void settle(GradientRecord logged, LiveBlock block, Verdict verdict) {
        boolean ended = block.hasEnded() && (verdict == Granted.CLOSED || block.headerChanged);
        if (block.isOpen()) {
            live.keep(block);
        }
        if (verdict instanceof Granted || ended) {
            dirty.add(block, logged, bytes);
        }
        if (ended) {
            keeper.snapshot(block, logged.offset(), Event.FORCED_SNAPSHOTS);
            live.drop(block);
        } else if (isDue(block, verdict)) {
            keeper.snapshot(block, logged.offset(), Event.SNAPSHOTS);
        } else if (block.headerChanged) {
            writeHeader(logged, block);
        }
    }

    private void writeHeader(GradientRecord logged, LiveBlock block) {
        keeper.writeHeader(block);
        if (block.isOpen() && block.requireHeader().isCrowded()) {
            keeper.snapshot(block, logged.offset(), Event.FORCED_SNAPSHOTS);
        }
    }

    private boolean isDue(LiveBlock block, Verdict verdict) {
        return verdict == Granted.APPLIED
                && block.phase == 0
                && Math.floorMod(block.unrolls + block.stagger, settings.unrollsPerSnapshot()) == 0;
    }

    private void advance(GradientRecord logged) {
        next = logged.offset() + 1;
        bytes += logged.bytes();
        snapshotOverdue(OVERDUE_PER_RECORD, streamTime);
        writePosition();
    }

    private void snapshotOverdue(int limit, long now) {
        for (int i = 0; i < limit; i++) {
            LiveBlock overdue = dirty.overdue(next, bytes, now);
            if (overdue == null) {
                return;
            }
            keeper.snapshot(overdue, next - 1, Event.FORCED_SNAPSHOTS);
        }
    }

    private void writePosition() {
        storage.putPosition(new Position(next, dirty.floor(next), streamTime, lostBefore));
    }

    private void reject(GradientRecord logged, @Nullable BlockKey key, WireException cause) {
        GradientBlock decoded = cause.reason() == RejectionReason.KEY_MISMATCH ? null : reader.decoded();
        long attempt = decoded == null ? Answers.UNKNOWN_STEP : decoded.getAttempt();
        long step = decoded == null ? Answers.UNKNOWN_STEP : decoded.getStep();
        reject(logged, key, attempt, step, cause.reason(), cause.detail());
    }

    private void reject(
            GradientRecord logged,
            @Nullable BlockKey key,
            long attempt,
            long step,
            RejectionReason reason,
            String fullDetail) {
        String detail =
                fullDetail.length() <= Limits.DETAIL_CHARS ? fullDetail : fullDetail.substring(0, Limits.DETAIL_CHARS);
        counters.rejected(reason);
        outbox.reject(logged, reason, detail);
        if (key != null) {
            outbox.answer(logged, Answers.rejection(key, attempt, step, reason, detail));
        }
    }

    private boolean makeRoom(long needed, LiveBlock forBlock) {
        while (!budget.hasRoomFor(needed)) {
            LiveBlock oldest = live.leastRecentlyUsed();
            boolean isIdle = oldest != null
                    && streamTime - oldest.lastTimestamp
                            >= settings.evictionIdleTime().toMillis();
            if (!isIdle || !evictOldest(forBlock)) {
                return false;
            }
        }
        return true;
    }

    /** Writes the least recently used block out and drops it; not the one that is spared. */
    private boolean evictOldest(LiveBlock spared) {
        LiveBlock oldest = live.leastRecentlyUsed();
        if (oldest == null || oldest == spared) {
            return false;
        }
        makeDurable(oldest);
        live.drop(oldest);
        counters.add(Event.EVICTIONS, 1);
        return true;
    }

    private void makeDurable(LiveBlock block) {
        if (block.dirty) {
            keeper.snapshot(block, next - 1, Event.FORCED_SNAPSHOTS);
        }
        keeper.writeHeader(block);
    }

    /** Keeps the replay distance short in time, also while no records arrive; call it every second or so. */
    public void keepUp(long nowMillis) {
        past.forget(nowMillis);
        if (dirty.overdue(next, bytes, nowMillis) != null) {
            snapshotOverdue(OVERDUE_PER_ROUND, nowMillis);
            writePosition();
        }
    }

    /** Makes everything durable, so that nothing has to be replayed. */
    public void drain() {
        for (LiveBlock block = dirty.oldest(); block != null; block = dirty.oldest()) {
            makeDurable(block);
        }
        writePosition();
    }

    /** Reclaims what belongs to blocks that have been idle for so long that their next record starts afresh anyway. */
    public void sweep(long nowMillis) {
        long before = Math.max(streamTime, nowMillis) - settings.idleTime().toMillis() - SWEEP_MARGIN_MILLIS;
        live.copy().stream()
                .filter(block -> !block.dirty && block.lastTimestamp < before)
                .forEach(live::drop);
        Map<BlockKey, BlockHeader> swept = new HashMap<>();
        storage.headers((key, header) -> {
            if (swept.size() < SWEPT_PER_ROUND && isIdle(header, before) && !live.holds(key)) {
                swept.put(key, header);
            }
        });
        swept.forEach(storage::delete);
    }

    private static boolean isIdle(BlockHeader header, long before) {
        return header.newest().covered() >= header.birth() && header.newest().lastTimestamp() < before;
    }

    /** Offset of the next record to process. */
    public long next() {
        return next;
    }

    /** Gives all live memory back. */
    public void close() {
        past.forgetAll();
        live.clear();
        dirty.clear();
    }
}

package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.JobActivity;
import io.metastep.schemas.StepComparison;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.WireException;
import io.metastep.streams.core.Counters.Event;
import io.metastep.streams.core.Verdict.Granted;
import java.util.List;
import java.util.OptionalLong;
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

    /** After so many gaps without a record in them they are taken for the marks that transactions leave. */
    private static final int EMPTY_GAPS = 8;

    private final CoreSettings settings;
    private final BlockStorage storage;
    private final GradientLog log;
    private final Outbox outbox;
    private final Counters counters;
    private final GradientReader reader;
    private final Rejections rejections;
    private final SegmentRecorder recorder;
    private final Comparer comparer;
    private final BlockMachine machine;
    private final OptimizerCatalogue catalogue;
    private final ReplayLanes lanes;
    private final LiveBlocks live;
    private final PreparedBlocks prepared;
    private final DirtyBlocks dirty;
    private final SnapshotKeeper keeper;
    private final ReplayDistance distance;
    private final Residents residents;
    private final Decider decider;
    private final Past past;
    private final GuardReports guards;
    private final JobTallies tallies;
    private final ReplayProgress progress;
    private final Cursor cursor = new Cursor();

    private int emptyGaps;
    private boolean isRecovered;

    public GradientPartition(
            CoreSettings settings,
            int partition,
            int partitions,
            BlockStorage storage,
            GradientLog log,
            OptimizerCatalogue catalogue,
            Outbox outbox,
            Instance instance) {
        this(settings, partition, partitions, storage, log, catalogue, outbox, instance, null);
    }

    /**
     * One whose decisions are taken elsewhere.
     *
     * @param elsewhere null for decisions by what is published and what memory is left
     */
    GradientPartition(
            CoreSettings settings,
            int partition,
            int partitions,
            BlockStorage storage,
            GradientLog log,
            OptimizerCatalogue catalogue,
            Outbox outbox,
            Instance instance,
            @Nullable Decider elsewhere) {
        MemoryBudget budget = instance.budget();
        this.settings = settings;
        this.storage = storage;
        this.log = log;
        this.outbox = outbox;
        this.counters = instance.counters();
        this.progress = instance.replay();
        this.reader = new GradientReader(partition, partitions);
        Routing routing = new Routing(settings.canary());
        this.tallies = new JobTallies(routing);
        this.rejections = new Rejections(reader, outbox, counters, tallies);
        this.guards = new GuardReports(counters);
        this.recorder = new SegmentRecorder(settings.trajectories(), routing, settings.unrollLength());
        this.comparer = new Comparer();
        this.machine = new BlockMachine(settings, catalogue, recorder, comparer, cursor);
        this.catalogue = catalogue;
        this.lanes = new ReplayLanes(
                settings, partition, partitions, catalogue, routing, counters, cursor, instance.replayThreads());
        BlockLoader loader = new BlockLoader(storage, catalogue, cursor);
        this.live = new LiveBlocks(budget, instance.limits());
        this.prepared = new PreparedBlocks(budget);
        this.dirty = new DirtyBlocks(settings);
        this.keeper = new SnapshotKeeper(settings, storage, dirty, counters, cursor);
        this.distance = new ReplayDistance(storage, dirty, keeper, cursor);
        this.residents = new Residents(settings, storage, loader, live, prepared, instance, distance, cursor);
        this.decider = elsewhere == null ? new LiveDecider(catalogue, routing, residents::refusal) : elsewhere;
        // It reads while a record is in hand, so it needs a reader of its own.
        GradientReader pastReader = new GradientReader(partition, partitions);
        this.past = new Rewinder(
                new Rebuilder(settings, storage, log, catalogue, pastReader, live, prepared, budget, cursor),
                prepared,
                keeper,
                counters);
    }

    /**
     * Forgets all live memory and rebuilds it from tables and log. Writes nothing.
     *
     * @return records that were stepped again
     */
    public long recover() {
        close();
        recorder.take();
        comparer.take();
        Position stored = storage.position();
        Position position = stored == null ? Position.START : stored;
        cursor.start(position);
        emptyGaps = 0;
        long replayed = position.floor() < position.next() ? replay(position) : 0;
        residents.recount();
        isRecovered = true;
        return replayed;
    }

    /** Whether memory is what {@link #recover} would make of the tables as they are. */
    public boolean isUpToDate() {
        Position stored = storage.position();
        return isRecovered && cursor.next == (stored == null ? Position.START : stored).next();
    }

    private long replay(Position position) {
        long earliest = log.earliest();
        if (earliest > position.floor()) {
            lose(position, Math.min(earliest, position.next()));
        }
        long from = Math.max(earliest, position.floor());
        try (Replay replay = new Replay(storage, cursor, lanes.start());
                ReplayProgress.Stretch stretch = progress.begin(from, position.next())) {
            log.read(from, position.next(), logged -> {
                replay.visit(logged);
                stretch.pass(logged.offset());
            });
            replay.finish(live, dirty, catalogue);
            return replay.records();
        }
    }

    private void lose(Position position, long before) {
        cursor.lostBefore = Math.max(cursor.lostBefore, before);
        LOG.atWarn()
                .addKeyValue("needed", position.floor())
                .addKeyValue("earliest", before)
                .log("The log of gradients no longer reaches back to the oldest record that recovery needs; "
                        + "blocks whose records are gone start afresh. Raise the topic's retention");
    }

    /** Answers a record; one that was answered before is passed over, what was passed over before it is made up for. */
    // Hot path: per record.
    public void process(GradientRecord logged) {
        if (logged.offset() > cursor.next) {
            fillGap(logged.offset());
        }
        if (logged.offset() >= cursor.next) {
            handle(logged);
        }
    }

    private void fillGap(long to) {
        if (emptyGaps < EMPTY_GAPS) {
            long before = counters.count(Event.GAP_RECORDS);
            log.read(Math.max(cursor.next, log.earliest()), to, this::handleMissed);
            long found = counters.count(Event.GAP_RECORDS) - before;
            reportGap(to, found);
            emptyGaps = found == 0 ? emptyGaps + 1 : 0;
        }
        cursor.next = to;
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

    /** Answers a record, whatever came before it. */
    void handle(GradientRecord logged) {
        cursor.streamTime = Math.max(cursor.streamTime, logged.timestamp());
        cursor.encodings = cursor.encodings.with(settings.snapshotEncoding(), logged.offset());
        BlockKey key = null;
        try {
            key = BlockKey.parse(logged.key());
            handle(key, logged);
        } catch (WireException e) {
            rejections.malformed(logged, key, e);
        }
        cursor.pass(logged);
        distance.advance();
    }

    // Hot path: per record.
    private void handle(BlockKey key, GradientRecord logged) throws WireException {
        Arrival arrival = reader.read(key, logged);
        LiveBlock block = residents.find(key);
        Guard before = block.guard;
        Verdict verdict = machine.accept(block, arrival, decider, past);
        emit(logged);
        if (verdict instanceof Verdict.Rejected rejected) {
            rejections.outOfTurn(logged, arrival, rejected);
        } else {
            tallies.answered(block, arrival, verdict);
            answer(logged, block, arrival, verdict);
            guards.report(block, before, arrival, verdict);
        }
        if (verdict != Granted.REPEATED) {
            settle(logged, block, verdict);
        }
    }

    private void answer(GradientRecord logged, LiveBlock block, Arrival arrival, Verdict verdict) {
        outbox.answer(logged, Answers.answer(block));
        if (verdict == Granted.APPLIED) {
            counters.add(Event.STEPS, 1);
            counters.add(Event.COORDINATES, arrival.coordinates());
            countRestart(block);
        } else if (verdict == Granted.SHOWN) {
            counters.add(Event.SHADOW_STEPS, 1);
            countRestart(block);
        } else if (verdict == Granted.REPEATED) {
            counters.add(Event.REPEATED, 1);
        }
    }

    // Hot path: per record.
    private void countRestart(LiveBlock block) {
        if (block.takeRestart()) {
            counters.add(Event.MEMORY_RESTARTS, 1);
            tallies.restarted(block);
        }
    }

    private void emit(GradientRecord logged) {
        if (recorder.hasFinished()) {
            for (TrajectorySegment segment : recorder.take()) {
                outbox.emit(logged, segment);
                counters.add(Event.SEGMENTS, 1);
            }
        }
        StepComparison comparison = comparer.take();
        if (comparison != null) {
            outbox.emit(logged, comparison);
            counters.add(Event.COMPARISONS, 1);
        }
    }

    /** Keeps what the record changed. */
    private void settle(GradientRecord logged, LiveBlock block, Verdict verdict) {
        boolean ended = block.hasEnded() && (verdict == Granted.CLOSED || block.headerChanged);
        if (block.isOpen()) {
            live.keep(block);
        }
        if (verdict instanceof Granted || ended) {
            dirty.add(block, logged, cursor.bytes);
        }
        if (ended) {
            keeper.end(block, logged.offset());
            live.drop(block);
            if (block.status == Status.REFUSED) {
                tallies.refused(block);
            }
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
        return (verdict == Granted.APPLIED || verdict == Granted.SHOWN)
                && block.isSnapshotDue(settings.unrollsPerSnapshot());
    }

    /** Keeps the replay distance short in time and memory at hand, also while no records arrive; call it every second or so. */
    public void keepUp(long nowMillis) {
        prepared.forget(nowMillis);
        residents.relieve(nowMillis);
        distance.keepUp(nowMillis);
    }

    /**
     * What jobs with news since the last time are at; without partition, instance and latencies. Ask every second or so.
     *
     * @param nowMillis milliseconds since 1970-01-01 UTC
     */
    public List<JobActivity.Builder> activity(long nowMillis) {
        return tallies.take(live, nowMillis);
    }

    /** Broker's time of the oldest record that no snapshot covers; empty if snapshots cover all. */
    public OptionalLong uncoveredSince() {
        LiveBlock oldest = dirty.oldest();
        return oldest == null ? OptionalLong.empty() : OptionalLong.of(oldest.uncoveredTime);
    }

    /** Makes everything durable, so that nothing has to be replayed. */
    public void drain() {
        distance.drain();
    }

    /** Reclaims what belongs to blocks that have been idle for so long that their next record starts afresh anyway. */
    public void sweep(long nowMillis) {
        residents.sweep(nowMillis);
    }

    /** The block as it is. */
    LiveBlock block(BlockKey key) {
        return residents.find(key);
    }

    /** Lets the block's next record be its first. */
    void forget(BlockKey key) {
        LiveBlock block = live.get(key);
        if (block != null) {
            dirty.remove(block);
            live.drop(block);
        }
        BlockHeader header = storage.header(key);
        if (header != null) {
            storage.delete(key, header);
        }
    }

    /** Gives all live memory back. */
    public void close() {
        prepared.clear();
        residents.clear();
        live.clear();
        dirty.clear();
    }
}

package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.StepComparison;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.UpdateBlock;
import io.metastep.streams.core.Counters.Event;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers the gradients of one partition once more, in memory, with the core that serves: what was decided with a view to the
 * outside world comes from the published answers, everything else is calculated again. One thread.
 */
public final class Recomputation {
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Counters counters = new Counters();
    private final BlockStorage storage = new BlockStorage(new MemoryTable(), new MemoryTable(), new MemoryTable());
    private final Collected answers = new Collected();
    private final @Nullable BlockStorage kept;
    private final @Nullable KeptSnapshots snapshots;
    private final PublishedDecider decider;
    private final GradientPartition blocks;

    /**
     * The answer to one record.
     *
     * @param update null if the key names nobody who could be told
     * @param isRepeat whether it is the answer that was given before
     * @param pinned what the application wrote down as decided, if that is something else than the answer says
     */
    public record Answer(
            @Nullable UpdateBlock update,
            boolean isRepeat,
            @Nullable String pinned) {}

    /**
     * Begins with no block.
     *
     * @param settings those that the records were answered under
     * @param log the partition, read again for attempts that begin before their block's last step
     * @param kept what the application stores of the partition; null to do without
     */
    public Recomputation(
            CoreSettings settings,
            int partition,
            int partitions,
            GradientLog log,
            OptimizerCatalogue catalogue,
            @Nullable BlockStorage kept) {
        EncodingHistory encodings = encodings(settings, kept);
        this.kept = kept;
        this.snapshots = kept == null ? null : new KeptSnapshots(kept, catalogue);
        this.decider = new PublishedDecider(catalogue, kept);
        this.blocks = new GradientPartition(
                unbounded(settings, encodings),
                partition,
                partitions,
                storage,
                log,
                catalogue,
                answers,
                new Instance(new MemoryBudget(Long.MAX_VALUE), counters, 1),
                decider);
        Position start = Position.START;
        storage.putPosition(
                new Position(start.next(), start.floor(), start.streamTime(), start.lostBefore(), encodings));
        blocks.recover();
    }

    /** How regular snapshots were encoded, since live memory was rounded with them: as stored, or else as set. */
    private static EncodingHistory encodings(CoreSettings settings, @Nullable BlockStorage kept) {
        Position stored = kept == null ? null : kept.position();
        return stored == null ? EncodingHistory.START.with(settings.snapshotEncoding(), 0) : stored.encodings();
    }

    private static CoreSettings unbounded(CoreSettings settings, EncodingHistory encodings) {
        return new CoreSettings(
                settings.unrollLength(),
                settings.unrollsPerSnapshot(),
                settings.idleTime(),
                settings.evictionIdleTime(),
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                FOR_EVER,
                Long.MAX_VALUE,
                settings.guard(),
                TrajectorySettings.OFF,
                settings.canary(),
                encodings.at(Long.MAX_VALUE));
    }

    /**
     * Answers a record.
     *
     * @param published the answer it got; null if that is lost
     * @throws MissingOptimizerException if the version that made the update is not published; then the block is to be forgotten
     */
    public Answer answer(BlockKey key, GradientRecord logged, @Nullable UpdateBlock published) {
        if (snapshots != null) {
            snapshots.compare(blocks.block(key), logged.offset());
        }
        long repeats = counters.count(Event.REPEATED);
        decider.expect(published);
        answers.last = null;
        blocks.handle(logged);
        Decision pinned = decider.pinnedOtherwise();
        return new Answer(
                answers.last,
                counters.count(Event.REPEATED) > repeats,
                pinned == null ? null : BlockHeader.text(pinned));
    }

    /** Lets the block's next record be its first. */
    public void forget(BlockKey key) {
        blocks.forget(key);
    }

    /**
     * Begins the block with the oldest of the application's snapshots from which on the log is whole.
     *
     * @param earliest offset of the oldest record in the log
     * @return offset of the last record that the snapshot covers; empty if there is no such snapshot
     */
    public OptionalLong begin(BlockKey key, long earliest) {
        BlockHeader header = kept == null ? null : kept.header(key);
        int slot = header == null ? -1 : header.oldestSlot(earliest);
        if (snapshots == null || header == null || slot < 0) {
            return OptionalLong.empty();
        }
        SlotMark mark = header.slots().get(slot);
        BlockHeader then = header.asOf(mark);
        if (then == null) {
            return OptionalLong.empty();
        }
        byte[] snapshot = snapshots.begin(key, slot, mark);
        storage.putHeader(key, then.withSnapshot(0, mark.ofBytes(snapshot.length)));
        storage.putSnapshot(key, 0, SlotMark.EMPTY, snapshot);
        return OptionalLong.of(mark.covered());
    }

    /** The block's last step. */
    public long step(BlockKey key) {
        return blocks.block(key).lastStep;
    }

    /** Compares what is left of the application's snapshots, now that no record comes any more; null without them. */
    public @Nullable KeptSnapshots finish() {
        if (snapshots != null) {
            storage.headers((key, header) -> snapshots.compare(blocks.block(key), Long.MAX_VALUE));
        }
        return snapshots;
    }

    /** Keeps the last answer. */
    private static final class Collected implements Outbox {
        private @Nullable UpdateBlock last;

        @Override
        public void answer(GradientRecord record, UpdateBlock update) {
            last = update;
        }

        @Override
        public void emit(GradientRecord record, TrajectorySegment segment) {
            throw new IllegalStateException("Trajectories are off");
        }

        @Override
        public void emit(GradientRecord record, StepComparison comparison) {
            // Not what is audited.
        }

        @Override
        public void reject(GradientRecord record, RejectionReason reason, String detail) {
            // The answer says it too.
        }
    }
}

package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.UpdateAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One block at work: its place in the job, its memory, its last answer, and how much of that is durable.
 *
 * <p>Fields are open to this package: {@link BlockMachine} alone changes those of the job's part, {@link
 * GradientPartition} and its helpers those of the durable part, {@link JobTallies} the rest. Confined to the partition's thread.
 */
final class LiveBlock {
    static final long NO_STEP = Long.MIN_VALUE;

    final BlockKey key;

    /** Spreads the snapshots of blocks over time; from the key alone. */
    final int stagger;

    // The job's part: what a snapshot holds.
    Status status = Status.ABSENT;
    long attempt;
    long lastStep = NO_STEP;
    long lastTimestamp;
    long digest;
    int phase;
    long unrolls;
    long age;

    @Nullable
    Memory memory;

    /** Who makes the next update; it outlives memories. */
    Guard guard = Guard.Learned.FRESH;

    /** Losses since the memory began. */
    final LossHistory losses = new LossHistory();

    /** Unfinished trajectory segments, oldest first. */
    final List<Recording> recordings = new ArrayList<>(0);

    /** Whether the job took its last step with a gradient itself. */
    boolean isShadowing;

    /** Whether the last record was such a step: the memory holds its gradient and the optimizer's update. */
    boolean isShown;

    UpdateAction answer = UpdateAction.UNKNOWN;
    float answerScale;
    ElementEncoding answerEncoding = ElementEncoding.FLOAT32;

    // The durable part.
    @Nullable
    BlockHeader header;

    boolean headerChanged;
    boolean dirty;
    long uncoveredFrom;
    long uncoveredBytes;
    long uncoveredTime;
    long accountedBytes;

    /** Records between the newest snapshot and the next record may be gone. */
    boolean hasGap;

    /** The memory that should go on is gone; stays until another begins. */
    boolean isRestart;

    // What those who only watch note.
    /** The look in which the block was sampled last. */
    long lookedAt;

    /** What its job follows, as of then. */
    String channel = Routing.NONE;

    LiveBlock(BlockKey key) {
        this.key = key;
        this.stagger = key.toString().hashCode();
    }

    /** A block that has seen nothing of this attempt yet. */
    void open(long newAttempt) {
        status = Status.OPEN;
        attempt = newAttempt;
        lastStep = NO_STEP;
        digest = 0;
        phase = 0;
        loseMemory();
        guard = Guard.Learned.FRESH;
        isShadowing = false;
        clearAnswer();
        hasGap = false;
    }

    void loseMemory() {
        memory = null;
        unrolls = 0;
        phase = 0;
        age = 0;
        losses.forget();
        recordings.clear();
    }

    /** What the optimizer remembers is gone; the moments stay. */
    void refresh() {
        if (memory != null) {
            memory.refresh();
        }
        losses.forget();
        age = 0;
    }

    /** Goes on with the memory under a new attempt; that ends the unroll. */
    void beginAttempt(long newAttempt, long timestamp) {
        attempt = newAttempt;
        lastTimestamp = timestamp;
        digest = 0;
        endUnroll();
        clearAnswer();
    }

    void endUnroll() {
        if (phase > 0) {
            phase = 0;
            unrolls++;
        }
    }

    /**
     * Opens it without memory.
     *
     * @param isLoss whether there should be one
     */
    void startAfresh(Arrival arrival, boolean isLoss) {
        open(arrival.attempt());
        bear(arrival);
        isRestart |= isLoss;
    }

    /** Keeps its place in the job, but neither memory, guard nor answer. */
    void forget() {
        loseMemory();
        guard = Guard.Learned.FRESH;
        isShadowing = false;
        clearAnswer();
    }

    /** Whether the memory that begins now stands for one that is gone; says so once. */
    // Hot path: per record.
    boolean takeRestart() {
        boolean taken = isRestart;
        isRestart = false;
        return taken;
    }

    /** No memory and no further records until a new attempt. */
    void end(Status last, Arrival arrival) {
        open(arrival.attempt());
        isRestart = false;
        status = last;
        lastTimestamp = arrival.timestamp();
    }

    /** The record was accepted; this is what a resend of it will be answered. */
    // Hot path: per record.
    void answered(Arrival arrival, UpdateAction action) {
        lastStep = arrival.step();
        lastTimestamp = arrival.timestamp();
        digest = arrival.digest();
        isShown = arrival.isShadow();
        answer = action;
        answerScale = arrival.gradient().getUpdateScale();
        answerEncoding = arrival.gradient().getEncoding();
        hasGap = false;
    }

    /** Takes over the job's part of another instance of the same block, and its memory. */
    void become(LiveBlock other) {
        status = other.status;
        attempt = other.attempt;
        lastStep = other.lastStep;
        lastTimestamp = other.lastTimestamp;
        digest = other.digest;
        phase = other.phase;
        unrolls = other.unrolls;
        age = other.age;
        memory = other.memory;
        guard = other.guard;
        losses.become(other.losses);
        recordings.clear();
        isShadowing = other.isShadowing;
        isShown = other.isShown;
        answer = other.answer;
        answerScale = other.answerScale;
        answerEncoding = other.answerEncoding;
    }

    /** Begins the present memory with that record; in replay with the guard of then. */
    void bear(Arrival arrival) {
        if (header != null && header.birth() == arrival.offset()) {
            guard = header.guard();
        } else {
            AttemptStart start = new AttemptStart(arrival.attempt(), arrival.step(), arrival.offset());
            setHeader(header == null ? BlockHeader.born(start, guard) : header.reborn(start, guard));
        }
    }

    /** Writes the decision down unless it holds anyway. */
    void pin(long offset, Decision decision) {
        if (header != null && !header.decisionAt(offset).equals(decision)) {
            setHeader(header.withPin(new Pin(offset, decision)));
        }
    }

    void setHeader(BlockHeader next) {
        header = next;
        headerChanged = true;
    }

    /** Whether a regular snapshot is due if the last record was a gradient that moved the memory on. */
    boolean isSnapshotDue(int unrollsPerSnapshot) {
        return phase == 0 && Math.floorMod(unrolls + stagger, unrollsPerSnapshot) == 0;
    }

    Memory requireMemory() {
        if (memory == null) {
            throw new IllegalStateException("Block " + key + " has no memory after its unroll began");
        }
        return memory;
    }

    BlockHeader requireHeader() {
        if (header == null) {
            throw new IllegalStateException("Block " + key + " was accepted without a header");
        }
        return header;
    }

    long bytes() {
        Memory current = memory;
        return current == null ? Memory.OVERHEAD_BYTES : current.bytes() + recordingBytes();
    }

    private long recordingBytes() {
        long bytes = 0;
        for (int i = 0; i < recordings.size(); i++) {
            bytes += recordings.get(i).bytes();
        }
        return bytes;
    }

    boolean isOpen() {
        return status == Status.OPEN;
    }

    /** Whether only a new attempt can open it again. */
    boolean hasEnded() {
        return status == Status.CLOSED || status == Status.REFUSED;
    }

    private void clearAnswer() {
        isShown = false;
        answer = UpdateAction.UNKNOWN;
        answerScale = 1;
    }
}

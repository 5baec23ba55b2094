package io.metastep.streams.core;

import io.metastep.optimizer.MomentsAdam;
import io.metastep.optimizer.Optimizer;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.SegmentEnd;
import io.metastep.schemas.UpdateAction;
import io.metastep.streams.core.Verdict.Granted;
import org.jspecify.annotations.Nullable;

/**
 * The rules of steps, attempts, unrolls and closing: what one well-formed record does to one block.
 *
 * <p>Used alike for records that arrive, for replay and for rewinding; only the {@link Decider} and the {@link Past}
 * differ. A rejected record leaves the block as it was, but for a decision that is pinned.
 *
 * <p>An unroll ends after {@code unrollLength} gradients, at a gap in the steps and at a new attempt. At the first
 * gradient of an unroll, and only there, the optimizer's version may change. Where the {@link Guard} changes hands between
 * optimizer and fallback, and where the job begins or ceases to take its steps itself, an unroll ends too.
 */
final class BlockMachine {
    private final int unrollLength;
    private final long idleMillis;
    private final OptimizerCatalogue catalogue;
    private final SegmentRecorder recorder;
    private final GuardSettings guard;
    private final MomentsAdam fallback = new MomentsAdam();
    private final AppliedUpdates appliedUpdates = new AppliedUpdates();
    private final Comparer comparer;
    private final Cursor cursor;
    private final int unrollsPerSnapshot;

    BlockMachine(
            CoreSettings settings,
            OptimizerCatalogue catalogue,
            SegmentRecorder recorder,
            Comparer comparer,
            Cursor cursor) {
        this.cursor = cursor;
        this.unrollsPerSnapshot = settings.unrollsPerSnapshot();
        this.unrollLength = settings.unrollLength();
        this.idleMillis = settings.idleTime().toMillis();
        this.catalogue = catalogue;
        this.recorder = recorder;
        this.guard = settings.guard();
        this.comparer = comparer;
    }

    // Hot path: per record.
    Verdict accept(LiveBlock block, Arrival arrival, Decider decider, Past past) {
        boolean fresh = startsFresh(block, arrival);
        Verdict objection = fresh ? null : objection(block, arrival);
        return objection == null ? grant(block, arrival, fresh, decider, past) : objection;
    }

    /** Why the record may not change the block, or null. Changes nothing. */
    private @Nullable Verdict objection(LiveBlock block, Arrival arrival) {
        if (block.status == Status.CLOSED) {
            return isRepeat(block, arrival) ? Granted.REPEATED : closed(block);
        }
        if (arrival.attempt() != block.attempt) {
            return arrival.attempt() < block.attempt ? fenced(block, arrival) : null;
        }
        if (block.status == Status.REFUSED) {
            return arrival.gradient().getKind() == GradientKind.CLOSE ? null : refused(block);
        }
        return arrival.step() > block.lastStep ? shapeObjection(block, arrival) : stepObjection(block, arrival);
    }

    /** Whether a record of the block's attempt would be accepted, were it the next. Changes nothing. */
    boolean wouldAccept(LiveBlock block, Arrival arrival, Decider decider) {
        if (objection(block, arrival) != null) {
            return false;
        }
        boolean isDecided = arrival.hasGradient() && beginsUnroll(block, arrival, false);
        return !isDecided || decider.decide(block, arrival, block.memory == null) instanceof Decision.Use;
    }

    /** Whether the block, if it is known at all, is forgotten as soon as this record is accepted. */
    private boolean startsFresh(LiveBlock block, Arrival arrival) {
        return switch (block.status) {
            case ABSENT -> true;
            case CLOSED, REFUSED -> isExpired(block, arrival) || arrival.attempt() > block.attempt;
            case OPEN -> isExpired(block, arrival) || isReshaped(block, arrival) || hasLostSteps(block, arrival);
        };
    }

    private boolean isExpired(LiveBlock block, Arrival arrival) {
        return arrival.timestamp() - block.lastTimestamp > idleMillis;
    }

    /** Whether steps between the block's snapshot and this record may be gone with the log. */
    private static boolean hasLostSteps(LiveBlock block, Arrival arrival) {
        return block.hasGap && arrival.attempt() == block.attempt && arrival.step() > block.lastStep + 1;
    }

    /** A new attempt may cut its tensors anew. */
    private static boolean isReshaped(LiveBlock block, Arrival arrival) {
        return arrival.attempt() > block.attempt && !fits(block, arrival);
    }

    private static boolean fits(LiveBlock block, Arrival arrival) {
        Memory memory = block.memory;
        return memory == null || !arrival.hasGradient() || memory.coordinates() == arrival.coordinates();
    }

    private Verdict grant(LiveBlock block, Arrival arrival, boolean fresh, Decider decider, Past past) {
        return switch (arrival.gradient().getKind()) {
            case GRADIENT, SHADOW -> gradient(block, arrival, fresh, decider, past);
            case SKIP -> skip(block, arrival, fresh, past);
            case CLOSE -> close(block, arrival);
            case UNKNOWN -> throw new IllegalStateException("The reader let through an unknown kind");
        };
    }

    private Verdict gradient(LiveBlock block, Arrival arrival, boolean fresh, Decider decider, Past past) {
        if (beginsUnroll(block, arrival, fresh)) {
            Decision decision = decider.decide(block, arrival, fresh || block.memory == null);
            if (!(decision instanceof Decision.Use use)) {
                return turnAway(block, arrival, decision);
            }
            learnWhatWasApplied(block, arrival);
            begin(block, arrival, fresh, past);
            turn(block, arrival);
            adopt(block, arrival, use.version());
            block.pin(arrival.offset(), decision);
        } else {
            learnWhatWasApplied(block, arrival);
        }
        return arrival.isShadow() ? show(block, arrival) : step(block, arrival);
    }

    /** Takes in what the job says that it did at the block's last step. */
    // Hot path: per record.
    private void learnWhatWasApplied(LiveBlock block, Arrival arrival) {
        if (block.recordings.isEmpty() && !block.isShown) {
            return;
        }
        float[] applied = appliedUpdates.told(block, arrival);
        if (applied == null) {
            return;
        }
        boolean isFinite = Elements.areFinite(applied, 0, arrival.coordinates());
        recorder.correct(block, applied, isFinite);
        if (block.isShown && isFinite) {
            comparer.compare(block, applied, arrival.gradient().getWorkload());
        }
    }

    /**
     * Between jobs that step themselves and jobs that are stepped: the memory goes on, the unroll ends, and the guard, which knows
     * nothing of the job's own steps, begins anew. What the fallback kept from stepping has no memory to go on with.
     */
    private void turn(LiveBlock block, Arrival arrival) {
        if (block.isShadowing != arrival.isShadow()) {
            recorder.end(block, SegmentEnd.MODE);
            block.endUnroll();
            if (block.guard.isFallback()) {
                block.refresh();
            }
            block.guard = Guard.Learned.FRESH;
            block.isShadowing = arrival.isShadow();
        }
    }

    private boolean beginsUnroll(LiveBlock block, Arrival arrival, boolean fresh) {
        return fresh
                || block.phase == 0
                || arrival.attempt() != block.attempt
                || arrival.step() != block.lastStep + 1
                || block.memory == null
                || block.isShadowing != arrival.isShadow()
                || block.guard.isRetryDue(guard);
    }

    private Verdict skip(LiveBlock block, Arrival arrival, boolean fresh, Past past) {
        begin(block, arrival, fresh, past);
        if (mustGoBack(block, arrival)) {
            return goBack(block, arrival);
        }
        block.answered(arrival, UpdateAction.SKIP);
        return Granted.SKIPPED;
    }

    private Verdict close(LiveBlock block, Arrival arrival) {
        if (!isExpired(block, arrival)) {
            recorder.end(block, SegmentEnd.CLOSE);
        }
        block.end(Status.CLOSED, arrival);
        block.bear(arrival);
        block.answered(arrival, UpdateAction.SKIP);
        return Granted.CLOSED;
    }

    /** Brings the block to just before the arrival's step. */
    private void begin(LiveBlock block, Arrival arrival, boolean fresh, Past past) {
        if (arrival.attempt() != block.attempt && !isExpired(block, arrival)) {
            recorder.end(block, SegmentEnd.ATTEMPT);
        }
        if (fresh) {
            block.startAfresh(arrival, hasLostSteps(block, arrival));
        } else if (arrival.attempt() > block.attempt) {
            past.rewind(block, arrival);
        }
        if (arrival.step() != block.lastStep + 1) {
            recorder.end(block, SegmentEnd.GAP);
            block.endUnroll();
        }
    }

    private void adopt(LiveBlock block, Arrival arrival, String version) {
        Memory memory = block.memory;
        if (memory != null && memory.version().equals(version)) {
            return;
        }
        Optimizer optimizer = catalogue.optimizer(version);
        if (optimizer == null) {
            throw new MissingOptimizerException(version, block.key);
        }
        recorder.end(block, SegmentEnd.VERSION);
        if (memory != null && memory.suits(optimizer)) {
            memory.adopt(version, optimizer);
        } else {
            allocate(block, arrival, version, optimizer);
        }
    }

    private static void allocate(LiveBlock block, Arrival arrival, String version, Optimizer optimizer) {
        block.loseMemory();
        block.memory = new Memory(version, optimizer, arrival.coordinates());
        block.bear(arrival);
    }

    private Verdict step(LiveBlock block, Arrival arrival) {
        Memory memory = block.requireMemory();
        beginTry(block);
        if (mustGoBack(block, arrival)) {
            recorder.logTrip(block, arrival);
            return goBack(block, arrival);
        }
        recorder.prepare(block, arrival, memory);
        update(block, arrival, memory);
        recorder.log(block, arrival, memory);
        block.guard = block.guard.afterUpdate(guard);
        advance(block, arrival, memory);
        block.answered(arrival, UpdateAction.APPLY);
        return Granted.APPLIED;
    }

    /** A step that the job takes itself: the optimizer makes its own all the same, for its memory and for a comparison. */
    private Verdict show(LiveBlock block, Arrival arrival) {
        Memory memory = block.requireMemory();
        recorder.prepare(block, arrival, memory);
        memory.step(arrival.values(), arrival.gradient().getSparse());
        memory.show(arrival.values());
        recorder.log(block, arrival, memory);
        advance(block, arrival, memory);
        block.answered(arrival, UpdateAction.SKIP);
        return Granted.SHOWN;
    }

    private void advance(LiveBlock block, Arrival arrival, Memory memory) {
        block.age++;
        block.phase++;
        if (block.phase >= unrollLength) {
            block.endUnroll();
        }
        if (block.isSnapshotDue(unrollsPerSnapshot)) {
            // Whether this is lived or replayed, and whether or not there is a snapshot: the memory is the same.
            memory.round(cursor.encodings.at(arrival.offset()));
        }
    }

    /** If the fallback's time is over, the optimizer begins with a fresh memory. */
    private void beginTry(LiveBlock block) {
        if (block.guard.isRetryDue(guard)) {
            block.guard = block.guard.beforeGradient(guard);
            block.refresh();
            block.endUnroll();
        }
    }

    /** Shows the record's loss to the guard, unless the job steps itself, and keeps what belongs to the best parameters. */
    private boolean mustGoBack(LiveBlock block, Arrival arrival) {
        Double loss = arrival.gradient().getLoss();
        if (loss == null || block.isShadowing) {
            return false;
        }
        block.guard = block.guard.observe(guard, arrival.step(), loss);
        Memory memory = block.memory;
        if (memory != null && block.guard.bestStep() == arrival.step()) {
            memory.keepMoments();
        }
        return block.guard.reverts();
    }

    /** What the record brought belongs to parameters that are given up. */
    private Verdict goBack(LiveBlock block, Arrival arrival) {
        recorder.endTripped(block);
        Memory memory = block.memory;
        if (memory != null) {
            memory.restoreMoments();
        }
        block.endUnroll();
        block.answered(arrival, UpdateAction.REVERT);
        return Granted.REVERTED;
    }

    private void update(LiveBlock block, Arrival arrival, Memory memory) {
        GradientBlock gradient = arrival.gradient();
        if (block.guard.isFallback()) {
            memory.step(fallback, arrival.values(), gradient.getFallbackRate(), gradient.getSparse());
        } else {
            memory.step(arrival.values(), gradient.getSparse());
        }
    }

    private static Verdict turnAway(LiveBlock block, Arrival arrival, Decision decision) {
        if (decision instanceof Decision.Refuse) {
            block.end(Status.REFUSED, arrival);
            block.bear(arrival);
            block.pin(arrival.offset(), decision);
            return refused(block);
        }
        block.pin(arrival.offset(), decision);
        return new Verdict.Rejected(
                RejectionReason.UNKNOWN_OPTIMIZER,
                "No usable optimizer is published as "
                        + shortened(arrival.gradient().getOptimizer()) + "; name a published one");
    }

    private static boolean isRepeat(LiveBlock block, Arrival arrival) {
        return arrival.attempt() == block.attempt
                && arrival.step() == block.lastStep
                && arrival.digest() == block.digest
                && block.answer != UpdateAction.UNKNOWN;
    }

    private static Verdict stepObjection(LiveBlock block, Arrival arrival) {
        if (isRepeat(block, arrival)) {
            return Granted.REPEATED;
        }
        if (arrival.step() == block.lastStep && block.answer != UpdateAction.UNKNOWN) {
            return new Verdict.Rejected(
                    RejectionReason.CONFLICTING_STEP,
                    "Step " + arrival.step() + " of attempt " + block.attempt
                            + " was answered before, for other bytes; resend identical bytes only");
        }
        return new Verdict.Rejected(
                RejectionReason.STALE_STEP,
                "Step " + arrival.step() + " came after step " + block.lastStep + " of attempt " + block.attempt
                        + "; steps must grow");
    }

    private static @Nullable Verdict shapeObjection(LiveBlock block, Arrival arrival) {
        Memory memory = block.memory;
        if (memory == null || fits(block, arrival)) {
            return null;
        }
        return new Verdict.Rejected(
                RejectionReason.LENGTH_CHANGED,
                "The gradient has " + arrival.coordinates() + " coordinates, the block has " + memory.coordinates()
                        + "; keep the cut of a tensor for the life of an attempt");
    }

    private static Verdict fenced(LiveBlock block, Arrival arrival) {
        return new Verdict.Rejected(
                RejectionReason.FENCED_ATTEMPT,
                "Attempt " + arrival.attempt() + " is over, attempt " + block.attempt
                        + " goes on; restart with a higher attempt");
    }

    private static Verdict closed(LiveBlock block) {
        return new Verdict.Rejected(
                RejectionReason.CLOSED,
                "Attempt " + block.attempt + " was closed at step " + block.lastStep + "; take a higher attempt");
    }

    private static Verdict refused(LiveBlock block) {
        return switch (block.requireHeader().refusal()) {
            case MEMORY ->
                new Verdict.Rejected(
                        RejectionReason.REFUSED_MEMORY,
                        "There was no memory for this block when attempt " + block.attempt
                                + " opened it; make room, then take a higher attempt");
            case LIMIT ->
                new Verdict.Rejected(
                        RejectionReason.REFUSED_LIMIT,
                        "This job, or all jobs together, had all the state that is allowed when attempt "
                                + block.attempt
                                + " opened this block; close what is not needed or ask for more, then take a higher attempt");
        };
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}

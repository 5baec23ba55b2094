package io.metastep.streams.core;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.MomentsAdam;
import io.metastep.optimizer.Optimizer;
import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say, in the plainest words: every block remembers all that it ever was, so a new attempt just forgets what
 * came after its first step. No snapshots, no log, no recovery, no limits.
 */
final class HistoryModel {
    private static final Moment NOTHING =
            new Moment(-1, Long.MIN_VALUE, 0, null, null, Guard.Learned.FRESH, false, "", 0, 0, "", "", null);

    private final CoreSettings settings;
    private final World world;
    private final MomentsAdam fallback = new MomentsAdam();
    private final Map<String, Block> blocks = new HashMap<>();

    /** What the model expects of an answer. */
    record Expected(
            String action,
            String optimizer,
            AppliedBy appliedBy,
            long age,
            @Nullable Long bestStep,
            @Nullable ByteBuffer values) {}

    /** A block just after an accepted record. */
    private record Moment(
            long attempt,
            long step,
            long timestamp,
            @Nullable BlockState state,
            @Nullable BlockState best,
            Guard guard,
            boolean shadows,
            String version,
            int phase,
            long age,
            String bytes,
            String action,
            @Nullable ByteBuffer values) {

        Moment withoutPhase() {
            return new Moment(
                    attempt, step, timestamp, state, best, guard, shadows, version, 0, age, bytes, action, values);
        }

        /** After the record's loss. */
        Moment observed(GradientBlock gradient, GuardSettings settings) {
            Double loss = gradient.getLoss();
            if (loss == null || shadows) {
                return this;
            }
            Guard next = guard.observe(settings, gradient.getStep(), loss);
            BlockState nextBest = next.bestStep() == gradient.getStep() && state != null ? state.copy() : best;
            return new Moment(
                    attempt, step, timestamp, state, nextBest, next, shadows, version, phase, age, bytes, action,
                    values);
        }

        /** After a record of that action. */
        Moment answered(GradientBlock gradient, long time, String answer) {
            return new Moment(
                    gradient.getAttempt(),
                    gradient.getStep(),
                    time,
                    state,
                    best,
                    guard,
                    shadows,
                    version,
                    phase,
                    age,
                    gradient.toString(),
                    answer,
                    null);
        }

        /** With the moments of the best parameters. */
        Moment back() {
            BlockState restored = state == null ? null : state.copy();
            if (restored != null) {
                restored.copyMomentsFrom(best == null ? new BlockState(restored.coordinates(), 3) : best);
            }
            return new Moment(
                    attempt, step, timestamp, restored, best, guard, shadows, version, 0, age, bytes, action, values);
        }
    }

    private static final class Block {
        private final Deque<Moment> past = new ArrayDeque<>();
        private boolean isClosed;
        private long attempt;

        boolean isNew() {
            return past.isEmpty();
        }

        /** Of the last accepted record, or of the one that began the attempt. */
        Moment last() {
            Moment last = past.peek();
            return last == null ? NOTHING : last;
        }
    }

    HistoryModel(CoreSettings settings, World world) {
        this.settings = settings;
        this.world = world;
    }

    Expected expect(long offset, GradientBlock gradient, long timestamp) {
        Block block = blocks.computeIfAbsent(Gradients.key(gradient).toString(), key -> new Block());
        boolean fresh = isFresh(block, gradient, timestamp);
        String objection = fresh ? "" : objection(block, gradient);
        if (objection.equals("REPEATED")) {
            return answer(block.last());
        }
        return objection.isEmpty() ? accept(block, offset, gradient, timestamp, fresh) : rejected(objection);
    }

    private boolean isFresh(Block block, GradientBlock gradient, long timestamp) {
        Moment last = block.last();
        boolean isExpired = timestamp - last.timestamp > settings.idleTime().toMillis();
        boolean isHigher = gradient.getAttempt() > block.attempt;
        return block.isNew() || isExpired || (isHigher && (block.isClosed || !fits(last, gradient)));
    }

    private static boolean fits(Moment last, GradientBlock gradient) {
        return last.state == null || !hasGradient(gradient) || last.state.coordinates() == coordinates(gradient);
    }

    private static boolean hasGradient(GradientBlock gradient) {
        return gradient.getKind() == GradientKind.GRADIENT || isShadow(gradient);
    }

    private static boolean isShadow(GradientBlock gradient) {
        return gradient.getKind() == GradientKind.SHADOW;
    }

    private static int coordinates(GradientBlock gradient) {
        return gradient.getValues().remaining() / Float.BYTES;
    }

    private static String objection(Block block, GradientBlock gradient) {
        Moment last = block.last();
        boolean isSameStep = gradient.getAttempt() == block.attempt && gradient.getStep() == last.step;
        if (isSameStep && last.bytes.equals(gradient.toString())) {
            return "REPEATED";
        }
        if (block.isClosed) {
            return "CLOSED";
        }
        if (gradient.getAttempt() != block.attempt) {
            return gradient.getAttempt() < block.attempt ? "FENCED_ATTEMPT" : "";
        }
        if (gradient.getStep() <= last.step) {
            return isSameStep ? "CONFLICTING_STEP" : "STALE_STEP";
        }
        return fits(last, gradient) ? "" : "LENGTH_CHANGED";
    }

    private Expected accept(Block block, long offset, GradientBlock gradient, long timestamp, boolean fresh) {
        if (gradient.getKind() == GradientKind.CLOSE) {
            block.past.clear();
            block.attempt = gradient.getAttempt();
            block.isClosed = true;
            return push(block, NOTHING.answered(gradient, timestamp, "SKIP"));
        }
        Moment last = fresh ? NOTHING : block.last();
        boolean isTurn = hasGradient(gradient) && last.shadows != isShadow(gradient);
        boolean goesOn = gradient.getAttempt() == block.attempt && gradient.getStep() == last.step + 1;
        boolean isUnrollStart =
                last.phase == 0 || !goesOn || isTurn || last.state == null || last.guard.isRetryDue(settings.guard());
        String version = isUnrollStart ? versionAt(offset, gradient, last) : last.version;
        if (hasGradient(gradient) && version == null) {
            return rejected("UNKNOWN_OPTIMIZER");
        }
        if (fresh) {
            block.past.clear();
        }
        while (gradient.getAttempt() > block.attempt && block.last().step >= gradient.getStep()) {
            block.past.pop();
        }
        block.isClosed = false;
        block.attempt = gradient.getAttempt();
        Moment before = goesOn ? block.last() : block.last().withoutPhase();
        return gradient.getKind() == GradientKind.SKIP
                ? skip(block, before, gradient, timestamp)
                : step(block, turned(before, gradient), gradient, timestamp, Objects.requireNonNull(version));
    }

    /** With a fresh guard, and fresh memory if the fallback had the block, where the job begins or ceases to shadow. */
    private static Moment turned(Moment before, GradientBlock gradient) {
        if (before.shadows == isShadow(gradient)) {
            return before;
        }
        BlockState state = before.state == null ? null : before.state.copy();
        if (state != null && before.guard.isFallback()) {
            state.clearBeyondMoments();
        }
        return new Moment(
                before.attempt,
                before.step,
                before.timestamp,
                state,
                before.best,
                Guard.Learned.FRESH,
                isShadow(gradient),
                before.version,
                0,
                before.guard.isFallback() ? 0 : before.age,
                before.bytes,
                before.action,
                before.values);
    }

    /** A channel that names nothing usable leaves those with their version who run. */
    private @Nullable String versionAt(long offset, GradientBlock gradient, Moment last) {
        String version = world.versionAt(offset, gradient.getOptimizer());
        boolean canStay =
                last.state != null && gradient.getOptimizer().equals("a#stable") && last.version.startsWith("a@");
        return version == null && canStay ? last.version : version;
    }

    private Expected skip(Block block, Moment before, GradientBlock gradient, long timestamp) {
        Moment observed = before.observed(gradient, settings.guard());
        return hasToGoBack(observed, gradient)
                ? push(block, observed.back().answered(gradient, timestamp, "REVERT"))
                : push(block, observed.answered(gradient, timestamp, "SKIP"));
    }

    private static boolean hasToGoBack(Moment observed, GradientBlock gradient) {
        return gradient.getLoss() != null && !observed.shadows && observed.guard.reverts();
    }

    private Expected step(Block block, Moment before, GradientBlock gradient, long timestamp, String version) {
        Optimizer optimizer = world.optimizer(version);
        if (optimizer == null) {
            throw new IllegalStateException("No " + version);
        }
        boolean suits = before.state != null && before.state.planes() == optimizer.planes();
        if (!suits) {
            block.past.clear();
        }
        Moment begun = begun(before, suits, optimizer.newState(coordinates(gradient)), version);
        Moment observed = begun.observed(gradient, settings.guard());
        return hasToGoBack(observed, gradient)
                ? push(block, observed.back().answered(gradient, timestamp, "REVERT"))
                : push(block, updated(observed, gradient, timestamp, optimizer));
    }

    /** With a memory that the version can work on, and with the guard's decision of who makes the update. */
    private Moment begun(Moment before, boolean suits, BlockState none, String version) {
        boolean isRetry = before.guard.isRetryDue(settings.guard());
        BlockState state = suits ? Objects.requireNonNull(before.state).copy() : none;
        if (isRetry) {
            state.clearBeyondMoments();
        }
        return new Moment(
                before.attempt,
                before.step,
                before.timestamp,
                state,
                suits ? before.best : null,
                before.guard.beforeGradient(settings.guard()),
                before.shadows,
                version,
                suits && !isRetry ? before.phase : 0,
                suits && !isRetry ? before.age : 0,
                before.bytes,
                before.action,
                before.values);
    }

    private Moment updated(Moment before, GradientBlock gradient, long timestamp, Optimizer optimizer) {
        BlockState state = Objects.requireNonNull(before.state).copy();
        float[] values = new float[coordinates(gradient)];
        Elements.decode(ElementEncoding.FLOAT32, gradient.getValues(), values, 0);
        float[] update = new float[values.length];
        if (before.guard.isFallback()) {
            fallback.step(state, values, update, gradient.getFallbackRate(), gradient.getSparse());
        } else {
            optimizer.step(state, values, update, gradient.getSparse());
        }
        return new Moment(
                gradient.getAttempt(),
                gradient.getStep(),
                timestamp,
                state,
                before.best,
                before.shadows ? before.guard : before.guard.afterUpdate(settings.guard()),
                before.shadows,
                before.version,
                (before.phase + 1) % settings.unrollLength(),
                before.age + 1,
                gradient.toString(),
                before.shadows ? "SHOWN" : "APPLY",
                before.shadows ? null : Gradients.bytes(update));
    }

    private static Expected push(Block block, Moment moment) {
        block.past.push(moment);
        return answer(moment);
    }

    private static Expected answer(Moment moment) {
        boolean isUpdate = moment.action.equals("APPLY");
        boolean isShown = moment.action.equals("SHOWN");
        boolean isDecided = isUpdate || isShown || moment.action.equals("REVERT");
        AppliedBy maker = moment.guard.isFallback() ? AppliedBy.FALLBACK : AppliedBy.LEARNED;
        return new Expected(
                isShown ? "SKIP" : moment.action,
                isDecided ? moment.version : "",
                isUpdate ? maker : AppliedBy.NONE,
                moment.age,
                moment.guard.bestStep() < 0 ? null : moment.guard.bestStep(),
                moment.values);
    }

    private static Expected rejected(String reason) {
        return new Expected(reason, "", AppliedBy.NONE, 0, null, null);
    }
}

package io.metastep.streams.core;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;
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
    private static final Moment NOTHING = new Moment(-1, Long.MIN_VALUE, 0, null, "", 0, 0, "", "", null);

    private final CoreSettings settings;
    private final World world;
    private final Map<String, Block> blocks = new HashMap<>();

    /** What the model expects of an answer. */
    record Expected(
            String action,
            String optimizer,
            long age,
            @Nullable ByteBuffer values) {}

    /** A block just after an accepted record. */
    private record Moment(
            long attempt,
            long step,
            long timestamp,
            @Nullable BlockState state,
            String version,
            int phase,
            long age,
            String bytes,
            String action,
            @Nullable ByteBuffer values) {}

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
        return last.state == null
                || gradient.getKind() != GradientKind.GRADIENT
                || last.state.coordinates() == coordinates(gradient);
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
            return push(block, moment(NOTHING, gradient, timestamp, "SKIP", null));
        }
        Moment last = fresh ? NOTHING : block.last();
        boolean goesOn = gradient.getAttempt() == block.attempt && gradient.getStep() == last.step + 1;
        boolean isUnrollStart = last.phase == 0 || !goesOn || last.state == null;
        String version = isUnrollStart ? world.versionAt(offset, gradient.getOptimizer()) : last.version;
        if (gradient.getKind() == GradientKind.GRADIENT && version == null) {
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
        Moment before = goesOn ? block.last() : withoutPhase(block.last());
        return gradient.getKind() == GradientKind.SKIP
                ? push(block, moment(before, gradient, timestamp, "SKIP", null))
                : step(block, before, gradient, timestamp, Objects.requireNonNull(version));
    }

    private static Moment withoutPhase(Moment one) {
        return new Moment(
                one.attempt,
                one.step,
                one.timestamp,
                one.state,
                one.version,
                0,
                one.age,
                one.bytes,
                one.action,
                one.values);
    }

    private Expected step(Block block, Moment before, GradientBlock gradient, long timestamp, String version) {
        Optimizer optimizer = world.optimizer(version);
        if (optimizer == null) {
            throw new IllegalStateException("No " + version);
        }
        boolean suits = before.state != null && before.state.planes() == optimizer.planes();
        BlockState state =
                before.state == null || !suits ? optimizer.newState(coordinates(gradient)) : before.state.copy();
        if (!suits) {
            block.past.clear();
        }
        float[] values = new float[coordinates(gradient)];
        Elements.decode(ElementEncoding.FLOAT32, gradient.getValues(), values, 0);
        float[] update = new float[values.length];
        optimizer.step(state, values, update, gradient.getSparse());
        int phase = ((suits ? before.phase : 0) + 1) % settings.unrollLength();
        long age = (suits ? before.age : 0) + 1;
        return push(
                block,
                new Moment(
                        gradient.getAttempt(),
                        gradient.getStep(),
                        timestamp,
                        state,
                        version,
                        phase,
                        age,
                        gradient.toString(),
                        "APPLY",
                        Gradients.bytes(update)));
    }

    private static Moment moment(
            Moment before, GradientBlock gradient, long timestamp, String action, @Nullable ByteBuffer values) {
        return new Moment(
                gradient.getAttempt(),
                gradient.getStep(),
                timestamp,
                before.state,
                before.version,
                before.phase,
                before.age,
                gradient.toString(),
                action,
                values);
    }

    private static Expected push(Block block, Moment moment) {
        block.past.push(moment);
        return answer(moment);
    }

    private static Expected answer(Moment moment) {
        return new Expected(
                moment.action, moment.action.equals("APPLY") ? moment.version : "", moment.age, moment.values);
    }

    private static Expected rejected(String reason) {
        return new Expected(reason, "", 0, null);
    }
}

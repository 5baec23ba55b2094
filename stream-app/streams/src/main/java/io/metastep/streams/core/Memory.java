package io.metastep.streams.core;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.optimizer.Moments;
import io.metastep.optimizer.MomentsAdam;
import io.metastep.optimizer.Optimizer;

/**
 * The live memory of a block: optimizer state, last update, the moments as they were at the job's best parameters, and of a
 * job that shadows the last gradient. Owned by its {@link LiveBlock}.
 */
final class Memory {
    /** What a block takes beside its arrays, roughly. */
    static final long OVERHEAD_BYTES = 1_024;

    private static final float[] NOTHING = {};

    private final BlockState state;
    private final float[] update;
    private final BlockState bestMoments;
    private float[] shown = NOTHING;
    private String version;
    private Optimizer optimizer;

    Memory(String version, Optimizer optimizer, int coordinates) {
        this.version = version;
        this.optimizer = optimizer;
        this.state = optimizer.newState(coordinates);
        this.update = new float[coordinates];
        this.bestMoments = new BlockState(coordinates, Moments.PLANES);
    }

    /** What {@link #bytes()} of such a memory would be. */
    static long bytes(Optimizer optimizer, int coordinates) {
        return OVERHEAD_BYTES + (long) Float.BYTES * coordinates * floats(optimizer.planes());
    }

    /** Floats per coordinate of a memory whose optimizer has so many planes. */
    static int floats(int planes) {
        return planes + 1 + Moments.PLANES;
    }

    long bytes() {
        return bytes(optimizer, coordinates()) + (long) Float.BYTES * shown.length;
    }

    int coordinates() {
        return update.length;
    }

    String version() {
        return version;
    }

    /** Whether there are meta-parameters to improve. */
    boolean isLearned() {
        return optimizer.spec().isLearnable();
    }

    BlockState state() {
        return state;
    }

    float[] update() {
        return update;
    }

    /** Keeps the gradient that the last update was made of, for a comparison. */
    // Hot path: per record of a job that shadows.
    void show(float[] gradient) {
        System.arraycopy(gradient, 0, shownGradient(), 0, coordinates());
    }

    /** The gradient that was shown last, [coordinates]; zeros while there was none. */
    float[] shownGradient() {
        shown = shown.length == coordinates() ? shown : new float[coordinates()];
        return shown;
    }

    /** The moments at the parameters with the lowest smoothed loss; all asleep while there were none. */
    BlockState bestMoments() {
        return bestMoments;
    }

    /** The parameters, before the update to come, are the best so far. */
    // Hot path: per record.
    void keepMoments() {
        bestMoments.copyMomentsFrom(state);
    }

    /** The job goes back to its best parameters, and so do the moments of its gradients. */
    void restoreMoments() {
        state.copyMomentsFrom(bestMoments);
    }

    /** Keeps of each number what a snapshot in that encoding would; the last update, which may be asked for again, as it is. */
    void round(Encoding encoding) {
        state.round(encoding);
        bestMoments.round(encoding);
    }

    /** What the optimizer remembers is gone; the moments, which the fallback moved on, stay. */
    void refresh() {
        state.clearBeyondMoments();
    }

    /** Whether another optimizer can go on with this state. */
    boolean suits(Optimizer next) {
        return next.spec().canGoOnFrom(optimizer.spec());
    }

    void adopt(String nextVersion, Optimizer next) {
        version = nextVersion;
        optimizer = next;
    }

    // Hot path: per record.
    void step(float[] gradient, boolean sparse) {
        optimizer.step(state, gradient, update, sparse);
    }

    // Hot path: per record.
    void step(MomentsAdam fallback, float[] gradient, float rate, boolean sparse) {
        fallback.step(state, gradient, update, rate, sparse);
    }
}

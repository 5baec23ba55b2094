package io.metastep.optimizer;

/**
 * An optimizer: a function from a block's gradient and state to its update and next state.
 *
 * <p>{@code (update, state') = optimizer(gradient, state)}, coordinate by coordinate. A coordinate is asleep while all
 * its gradients were exactly zero: its state is untouched and its update exactly zero. An instance owns scratch memory
 * and is confined to one thread; {@link #fork()} makes one for another thread.
 */
public interface Optimizer {

    OptimizerSpec spec();

    /** State floats per coordinate. */
    default int planes() {
        return spec().planes();
    }

    /** State of a block that has seen no gradient. */
    default BlockState newState(int coordinates) {
        return new BlockState(coordinates, planes());
    }

    /**
     * One step of all coordinates of a block.
     *
     * @param state state of the block, replaced by the next one
     * @param gradient loss gradient, float32, at least as long as the block
     * @param update receives what is to be ADDED to the parameters, at least as long as the block
     * @param sparse whether a zero gradient leaves a coordinate untouched even when it is awake
     */
    void step(BlockState state, float[] gradient, float[] update, boolean sparse);

    /** The same optimizer with scratch memory of its own. */
    Optimizer fork();

    /** Which kernel runs, for reports: "scalar" or, for example, "vector 512 bit". */
    String kernel();
}

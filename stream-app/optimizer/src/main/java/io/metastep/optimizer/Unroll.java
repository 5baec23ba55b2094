package io.metastep.optimizer;

/**
 * Back-propagation through an unroll of an optimizer: the meta-gradient of the surrogate {@code S(phi) = sum over t, i of
 * credit[t][i] u[t][i]}.
 *
 * <p>The optimizer runs forward again over logged gradients from a stored state; then the credits {@code dS/du} flow back
 * through the output, through h and c across layers and time. Gradients, moments and the start state are constants (the
 * paper's assumption that gradients do not depend on phi). A coordinate asleep contributes nothing. One instance per
 * thread; same arguments, same bits.
 */
public interface Unroll {

    /** An unroll on the fastest kernel that this virtual machine can run. */
    static Unroll of(OptimizerSpec spec, OptimizerParameters parameters) {
        return Unrolls.of(spec, parameters);
    }

    /** The same unroll, bit for bit, on the plain kernel that defines it. */
    static Unroll scalar(LstmSpec spec, OptimizerParameters parameters) {
        return Unrolls.scalar(spec, parameters);
    }

    OptimizerSpec spec();

    /** Goes on with other meta-parameters of the same shape. */
    void load(OptimizerParameters parameters);

    /**
     * Runs the unroll forward and back.
     *
     * @param start state before the first step; not changed
     * @param gradients logged gradients, shape [steps][coordinates]
     * @param credits dS/du per step and coordinate, shape [steps][coordinates]
     * @param sparse whether the job is sparse, as in {@link Optimizer#step}
     * @param metaGradient receives, added, dS/dphi; shape of the meta-parameters
     * @return S
     */
    double accumulate(BlockState start, float[][] gradients, float[][] credits, boolean sparse, double[] metaGradient);
}

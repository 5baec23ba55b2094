package io.metastep.optimizer;

/** Back-propagation through recorded unrolls. Owns scratch memory and running sums: confined to one thread. */
public interface UnrollKernel {

    /**
     * Adds the meta-gradient of one tile to the running sums.
     *
     * @param unroll what the forward pass recorded
     */
    void backward(RecordedUnroll unroll);

    /** Adds the running sums, shape of the meta-parameters, to {@code metaGradient} and starts from zero again. */
    void flush(double[] metaGradient);
}

package io.metastep.metalearner;

/** Asks a job for gradients at other parameters than its own. */
interface GradientProbe {
    /**
     * Computes the gradients of a step's minibatch.
     *
     * @param parameters where, shape [tensor][coordinate], only read
     * @param step which step's minibatch
     * @param gradients receives them, same shape
     */
    void gradients(float[][] parameters, long step, float[][] gradients);
}

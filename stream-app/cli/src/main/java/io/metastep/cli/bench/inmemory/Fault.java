package io.metastep.cli.bench.inmemory;

/** What a broken job tells in place of what it computed. */
public interface Fault {
    /** Tells what is. */
    Fault NONE = (step, loss, gradients) -> loss;

    /**
     * Falsifies a step.
     *
     * @param gradients to be changed in place, [tensor][coordinate]
     * @return the loss that is told
     */
    double afflict(long step, double loss, float[][] gradients);
}

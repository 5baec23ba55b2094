package io.metastep.optimizees;

/** A family of optimization problems with a common shape, such as random quadratics of ten dimensions. */
public interface Task {
    /** Name with the options that differ from the defaults, as {@link TaskCatalogue#parse} reads it. */
    String name();

    /**
     * Opens one member of the family. The seed decides all that is random in it: the problem, the initial parameters and
     * the minibatches.
     */
    Optimizee open(long seed);
}

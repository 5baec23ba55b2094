package io.metastep.optimizees;

/**
 * A family of optimization problems with a common shape, such as random quadratics of ten dimensions.
 *
 * <p>Implement it to bring your own: {@code metastep pilot --class NAME} takes a public class with a public constructor without
 * parameters, and {@link TaskCheck} tells whether it keeps what is promised here and in {@link Optimizee}. A task is opened by several
 * threads at once.
 */
public interface Task {
    /**
     * What reports call it; not blank. Tasks of the catalogue have the name that {@link TaskCatalogue#parse} reads, with the options
     * that differ from the defaults.
     */
    String name();

    /**
     * Opens one member of the family. The seed decides all that is random in it: the problem, the initial parameters and
     * the minibatches.
     */
    Optimizee open(long seed);
}

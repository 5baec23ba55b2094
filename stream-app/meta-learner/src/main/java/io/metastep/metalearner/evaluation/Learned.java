package io.metastep.metalearner.evaluation;

import io.metastep.optimizer.Optimizer;

/**
 * An optimizer to be judged.
 *
 * @param name how results call it
 * @param optimizer the optimizer; forked before use
 */
public record Learned(String name, Optimizer optimizer) {}

package io.metastep.cli.demo;

import io.metastep.optimizer.OptimizerSpec;

/**
 * A rival at its best for a task.
 *
 * @param loss mean final loss on the seeds of the search
 */
record Tuned(Rival rival, OptimizerSpec spec, double loss) {}

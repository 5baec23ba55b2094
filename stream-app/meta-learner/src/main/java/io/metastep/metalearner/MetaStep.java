package io.metastep.metalearner;

import io.metastep.optimizer.OptimizerParameters;

/**
 * One step of a meta-training, as its jobs see it.
 *
 * @param parameters today's meta-parameters
 * @param progress how much of the training is done, from 0 (start) to 1 (end)
 * @param isImitation whether jobs are driven by the teacher and learn from it
 */
record MetaStep(OptimizerParameters parameters, double progress, boolean isImitation) {}

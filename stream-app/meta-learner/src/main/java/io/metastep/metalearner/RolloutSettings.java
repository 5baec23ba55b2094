package io.metastep.metalearner;

import io.metastep.optimizer.OptimizerSpec;

/**
 * What a job that runs in process needs to know of whoever learns from it.
 *
 * @param spec what is learned
 * @param credits how updates are credited
 * @param response whether credits consider how later gradients would have answered
 * @param imitation of Adam, for jobs that begin with it
 * @param scale what its meta-gradients are brought to
 * @param unroll updates per trajectory
 * @param tail gradients logged beyond the unroll, for credit only
 * @param coordinates about how many coordinates of each tensor are differentiated
 */
public record RolloutSettings(
        OptimizerSpec spec,
        Credits credits,
        Response response,
        Imitation imitation,
        GradientScale scale,
        int unroll,
        int tail,
        int coordinates) {}

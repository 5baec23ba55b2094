package io.metastep.client;

/**
 * Where a job stands, to be kept with its parameters.
 *
 * @param attempt the attempt that took the steps
 * @param step the next step to take: the parameters are those after all steps before it
 */
public record Checkpoint(String jobId, long attempt, long step) {}

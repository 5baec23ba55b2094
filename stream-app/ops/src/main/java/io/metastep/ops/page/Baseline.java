package io.metastep.ops.page;

import java.util.List;

/**
 * What a hand-designed optimizer makes of a job's very problem, from the same initial parameters, for the page to draw beside the job.
 *
 * @param job its id
 * @param name of the optimizer
 * @param losses pairs of step and loss; finite
 */
public record Baseline(String job, String name, List<double[]> losses) {
    public Baseline {
        losses = List.copyOf(losses);
    }
}

package io.metastep.metalearner;

import java.util.List;

/**
 * How strongly an optimizer answers to gradients, coordinate by coordinate: alpha of the line {@code u_s = -alpha m_s} that fits
 * the updates of some steps best, {@code m_s = beta m_{s-1} + (1 - beta) grad_s} a running mean of the gradients from the first
 * of these steps on. 0 where updates went uphill.
 */
final class Gains {
    /** Memory of the running mean: about five steps. */
    static final double BETA = 0.8;

    private Gains() {}

    /**
     * Least squares through the origin, {@code alpha = -sum of u m / sum of m^2}.
     *
     * @param steps consecutive, at least one
     * @return alpha, shape [coordinates], not negative
     */
    static double[] of(List<CourseStep> steps) {
        double[] mean = first(steps.get(0).gradient());
        var products = new double[mean.length];
        var squares = new double[mean.length];
        for (CourseStep step : steps) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] = BETA * mean[i] + (1 - BETA) * step.gradient()[i];
                products[i] -= mean[i] * step.update()[i];
                squares[i] += mean[i] * mean[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            products[i] = squares[i] > 0 ? Math.max(0, products[i] / squares[i]) : 0;
        }
        return products;
    }

    /** What the running mean is before the first step, so that it equals the gradient after it. */
    private static double[] first(float[] gradient) {
        var mean = new double[gradient.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = gradient[i];
        }
        return mean;
    }
}

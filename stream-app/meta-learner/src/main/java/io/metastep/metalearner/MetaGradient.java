package io.metastep.metalearner;

import io.metastep.optimizer.Unroll;

/**
 * The meta-gradient of one trajectory: dL/dphi = sum over updates s and coordinates i of c_{s,i} du_{s,i}/dphi, the total
 * derivative through the optimizer's memory, with the {@link Credits} c as constants.
 *
 * <p>It is a weighted mean per coordinate (a sampled coordinate stands for 1 / inclusion), brought to norm 1 at most by
 * {@link #clip} or exactly by {@link #normalize}, so that a huge job does not drown small ones.
 */
public final class MetaGradient {
    private MetaGradient() {}

    /**
     * Differentiates one trajectory.
     *
     * @param unroll back-propagation with today's meta-parameters
     * @param size number of meta-parameters
     * @return dL/dphi per coordinate, shape [size]; not finite if the trajectory is not
     */
    public static double[] of(Trajectory trajectory, Credits credits, Unroll unroll, int size) {
        return of(trajectory, credits.of(trajectory), unroll, size);
    }

    /**
     * The same with credits that come from elsewhere.
     *
     * @param credits dL/du per update and coordinate, shape [unroll][coordinates]
     */
    static double[] of(Trajectory trajectory, float[][] credits, Unroll unroll, int size) {
        var gradient = new double[size];
        var credited = new Credited(credits, trajectory.coordinates());
        if (!credited.isEmpty()) {
            accumulate(trajectory, credits, credited, unroll, gradient);
        }
        scale(gradient, 1 / trajectory.totalWeight());
        return gradient;
    }

    private static void accumulate(
            Trajectory trajectory, float[][] credits, Credited credited, Unroll unroll, double[] gradient) {
        unroll.accumulate(
                credited.gather(trajectory.start()),
                credited.gather(trajectory.gradients(), trajectory.unroll()),
                credited.gather(credits, trajectory.unroll()),
                trajectory.sparse(),
                gradient);
    }

    /** Shortens a gradient to norm 1 if it is longer. */
    public static void clip(double[] gradient) {
        double norm = norm(gradient);
        if (norm > 1) {
            scale(gradient, 1 / norm);
        }
    }

    /** Brings a gradient to norm 1; zeros stay. */
    public static void normalize(double[] gradient) {
        double norm = norm(gradient);
        if (norm > 0) {
            scale(gradient, 1 / norm);
        }
    }

    public static double norm(double[] gradient) {
        double sum = 0;
        for (double element : gradient) {
            sum += element * element;
        }
        return Math.sqrt(sum);
    }

    private static void scale(double[] gradient, double factor) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= factor;
        }
    }
}

package io.metastep.optimizees;

/**
 * Random convex quadratics f(theta) = |W theta - y|^2 with the elements of y and the initial theta drawn from N(0, 1). One
 * optimizee holds many independent problems as one tensor.
 *
 * <p>Either the elements of W are drawn from N(0, 1) too (Andrychowicz et al. 2016, section 3.1), or W has a given condition: the
 * eigenvalues of W^T W are then log-uniform between 4 d / condition and 4 d, both ends included (4 d is about the largest
 * eigenvalue for a Gaussian W), in the directions that a Gaussian W gives.
 *
 * @param dimension number of parameters of each problem, d
 * @param problems number of problems side by side
 * @param condition ratio of the largest to the smallest curvature, 1 at least; {@link #GAUSSIAN} for a Gaussian W
 * @param noise how much a minibatch differs: each step sees y + noise e with e ~ N(0, 1); 0 for none
 */
public record Quadratics(int dimension, int problems, double condition, double noise) implements Task {
    public static final int DEFAULT_DIMENSION = 10;
    public static final int DEFAULT_PROBLEMS = 128;

    /** The condition that stands for "as it comes". */
    public static final double GAUSSIAN = 0;

    public Quadratics {
        TaskOptions.requireRange("dimension", dimension, 1, 1_000);
        TaskOptions.requireRange("problems", problems, 1, 1_000_000);
        if (condition != GAUSSIAN) {
            TaskOptions.requireRange("condition", condition, 1, 1e6);
        }
        TaskOptions.requireRange("noise", noise, 0, 1_000);
    }

    /** Gaussian ones without noise. */
    public Quadratics(int dimension, int problems) {
        this(dimension, problems, GAUSSIAN, 0);
    }

    public static Quadratics standard() {
        return new Quadratics(DEFAULT_DIMENSION, DEFAULT_PROBLEMS);
    }

    @Override
    public String name() {
        return new TaskName("quadratic")
                .with("dimension", dimension, DEFAULT_DIMENSION)
                .with("problems", problems, DEFAULT_PROBLEMS)
                .with("condition", condition, GAUSSIAN)
                .with("noise", noise, 0)
                .toString();
    }

    @Override
    public Optimizee open(long seed) {
        return new QuadraticBatch(this, seed);
    }
}

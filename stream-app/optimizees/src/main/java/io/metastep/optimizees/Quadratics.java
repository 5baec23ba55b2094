package io.metastep.optimizees;

/**
 * Random convex quadratics (Andrychowicz et al. 2016, section 3.1): f(theta) = |W theta - y|^2 with the elements of W, y and
 * the initial theta drawn from N(0, 1). One optimizee holds many independent problems as one tensor.
 *
 * @param dimension number of parameters of each problem
 * @param problems number of problems side by side
 */
public record Quadratics(int dimension, int problems) implements Task {
    public static final int DEFAULT_DIMENSION = 10;
    public static final int DEFAULT_PROBLEMS = 128;

    public Quadratics {
        TaskOptions.requireRange("dimension", dimension, 1, 1_000);
        TaskOptions.requireRange("problems", problems, 1, 1_000_000);
    }

    public static Quadratics standard() {
        return new Quadratics(DEFAULT_DIMENSION, DEFAULT_PROBLEMS);
    }

    @Override
    public String name() {
        return new TaskName("quadratic")
                .with("dimension", dimension, DEFAULT_DIMENSION)
                .with("problems", problems, DEFAULT_PROBLEMS)
                .toString();
    }

    @Override
    public Optimizee open(long seed) {
        return new QuadraticBatch(dimension, problems, seed);
    }
}

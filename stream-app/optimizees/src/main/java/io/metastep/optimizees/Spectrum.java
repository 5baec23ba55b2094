package io.metastep.optimizees;

import java.util.SplittableRandom;

/** Gives random matrices a chosen condition: their rows made orthonormal (Gram and Schmidt), then as long as wanted. */
final class Spectrum {
    private final int dimension;
    private final double largest;
    private final double condition;

    /**
     * @param largest largest eigenvalue of W^T W
     * @param condition ratio of the largest to the smallest
     */
    Spectrum(int dimension, double largest, double condition) {
        this.dimension = dimension;
        this.largest = largest;
        this.condition = condition;
    }

    /** Replaces the rows of the square matrix that starts at {@code first}; eigenvalues log-uniform, both ends included. */
    void impose(float[] w, int first, SplittableRandom random) {
        for (int row = 0; row < dimension; row++) {
            int start = first + row * dimension;
            orthogonalize(w, first, start);
            orthogonalize(w, first, start); // what rounding left in the first time
        }
        for (int row = 0; row < dimension; row++) {
            scale(w, first + row * dimension, Math.sqrt(eigenvalue(row, random)));
        }
    }

    private void orthogonalize(float[] w, int first, int row) {
        for (int other = first; other < row; other += dimension) {
            removeComponent(w, row, other);
        }
        normalize(w, row);
    }

    private double eigenvalue(int row, SplittableRandom random) {
        double drawn = random.nextDouble();
        double depth = row == 0 ? 0 : row == dimension - 1 ? 1 : drawn;
        return largest * Math.pow(condition, -depth);
    }

    private void removeComponent(float[] w, int row, int unit) {
        double product = dot(w, row, unit);
        for (int i = 0; i < dimension; i++) {
            w[row + i] -= (float) (product * w[unit + i]);
        }
    }

    private void normalize(float[] w, int row) {
        scale(w, row, 1 / Math.sqrt(dot(w, row, row)));
    }

    private void scale(float[] w, int row, double factor) {
        for (int i = 0; i < dimension; i++) {
            w[row + i] = (float) (factor * w[row + i]);
        }
    }

    private double dot(float[] w, int row, int other) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += (double) w[row + i] * w[other + i];
        }
        return sum;
    }
}

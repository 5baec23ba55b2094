package io.metastep.optimizer;

import java.util.Arrays;

/**
 * Reverse-mode differentiation of scalar expressions in double precision: an oracle that knows nothing of the formulas of
 * back-propagation through time. A variable is an index.
 */
final class Tape {

    private double[] values = new double[1024];
    private int[] left = new int[1024];
    private int[] right = new int[1024];
    private double[] byLeft = new double[1024];
    private double[] byRight = new double[1024];
    private int size;

    int leaf(double value) {
        return node(value, 0, 0, 0, 0);
    }

    int add(int a, int b) {
        return node(value(a) + value(b), a, 1, b, 1);
    }

    int multiply(int a, int b) {
        return node(value(a) * value(b), a, value(b), b, value(a));
    }

    int scale(int a, double factor) {
        return node(value(a) * factor, a, factor, 0, 0);
    }

    int tanh(int a) {
        double tanh = Math.tanh(value(a));
        return node(tanh, a, 1 - tanh * tanh, 0, 0);
    }

    int sigmoid(int a) {
        double sigmoid = 1 / (1 + Math.exp(-value(a)));
        return node(sigmoid, a, sigmoid * (1 - sigmoid), 0, 0);
    }

    double value(int a) {
        return values[a];
    }

    /** Derivatives of {@code a} by the first {@code count} variables. */
    double[] gradient(int a, int count) {
        double[] derivatives = new double[size];
        derivatives[a] = 1;
        for (int i = a; i >= 0; i--) {
            derivatives[left[i]] += derivatives[i] * byLeft[i];
            derivatives[right[i]] += derivatives[i] * byRight[i];
        }
        return Arrays.copyOf(derivatives, count);
    }

    private int node(double value, int a, double byA, int b, double byB) {
        if (size == values.length) {
            grow();
        }
        values[size] = value;
        left[size] = a;
        byLeft[size] = byA;
        right[size] = b;
        byRight[size] = byB;
        return size++;
    }

    private void grow() {
        values = Arrays.copyOf(values, 2 * size);
        left = Arrays.copyOf(left, 2 * size);
        right = Arrays.copyOf(right, 2 * size);
        byLeft = Arrays.copyOf(byLeft, 2 * size);
        byRight = Arrays.copyOf(byRight, 2 * size);
    }
}

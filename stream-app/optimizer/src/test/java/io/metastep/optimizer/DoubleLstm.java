package io.metastep.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The coordinatewise LSTM written down once more, in double precision, straight from the paper: one coordinate, true tanh
 * and logarithm, parameters as variables of a {@link Tape}.
 */
final class DoubleLstm {

    private final LstmSpec spec;
    private final Tape tape;
    private final int[] phi;
    private double m;
    private double v;
    private double s;
    private final List<int[]> hidden = new ArrayList<>();
    private final List<int[]> cells = new ArrayList<>();

    DoubleLstm(LstmSpec spec, Tape tape, int[] phi) {
        this.spec = spec;
        this.tape = tape;
        this.phi = phi;
        for (int size : spec.hiddenSizes()) {
            hidden.add(zeros(size));
            cells.add(zeros(size));
        }
    }

    private int[] zeros(int size) {
        int[] zeros = new int[size];
        Arrays.setAll(zeros, i -> tape.leaf(0));
        return zeros;
    }

    /** Starts from a coordinate of a stored state. */
    void start(BlockState state, int coordinate) {
        m = state.get(coordinate, 0);
        v = state.get(coordinate, 1);
        s = state.get(coordinate, 2);
        int plane = 3;
        for (int layer = 0; layer < hidden.size(); layer++) {
            for (int k = 0; k < hidden.get(layer).length; k++) {
                hidden.get(layer)[k] = tape.leaf(state.get(coordinate, plane + k));
                cells.get(layer)[k] = tape.leaf(state.get(coordinate, plane + hidden.get(layer).length + k));
            }
            plane += 2 * hidden.get(layer).length;
        }
    }

    /** All state floats in the order of the planes. */
    double[] state() {
        List<Double> values = new ArrayList<>(List.of(m, v, s));
        for (int layer = 0; layer < hidden.size(); layer++) {
            Arrays.stream(hidden.get(layer)).forEach(h -> values.add(tape.value(h)));
            Arrays.stream(cells.get(layer)).forEach(c -> values.add(tape.value(c)));
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The update, as a variable. */
    int step(double gradient, boolean sparse) {
        if (gradient == 0 && (sparse || s == 0)) {
            return tape.leaf(0);
        }
        m = 0.95 * m + 0.05 * gradient;
        v = 0.95 * v + 0.05 * gradient * gradient;
        s = 0.95 * s + 0.05;
        int[] x = features(gradient);
        int next = 0;
        for (int layer = 0; layer < hidden.size(); layer++) {
            next = layer(layer, x, next);
            x = hidden.get(layer);
        }
        return output(row(next, x, tape.scale(phi[next + x.length], 1)));
    }

    private int[] features(double gradient) {
        List<Double> inputs = new ArrayList<>();
        for (Feature feature : spec.features()) {
            if (feature instanceof Feature.Identity) {
                inputs.add(gradient);
            } else if (feature instanceof Feature.LogAndSign logAndSign) {
                double p = logAndSign.p();
                boolean large = Math.abs(gradient) >= Math.exp(-p);
                inputs.add(large ? Math.log(Math.abs(gradient)) / p : -1);
                inputs.add(large ? Math.signum(gradient) : Math.exp(p) * gradient);
            } else if (feature instanceof Feature.NormalizedGradient) {
                inputs.add(gradient / (Math.sqrt(v / s) + 1e-8));
            } else {
                inputs.add(m / s / (Math.sqrt(v / s) + 1e-8));
            }
        }
        return inputs.stream().mapToInt(tape::leaf).toArray();
    }

    /** Steps a layer whose parameters start at {@code at}; returns where they end. */
    private int layer(int layer, int[] x, int at) {
        int[] h = hidden.get(layer);
        int units = h.length;
        int u = at + 4 * units * x.length;
        int b = u + 4 * units * units;
        int[] z = new int[4 * units];
        for (int row = 0; row < z.length; row++) {
            z[row] = row(u + row * units, h, row(at + row * x.length, x, phi[b + row]));
        }
        int[] c = cells.get(layer);
        int[] next = new int[units];
        for (int k = 0; k < units; k++) {
            int i = tape.sigmoid(z[k]);
            int f = tape.sigmoid(z[units + k]);
            int g = tape.tanh(z[2 * units + k]);
            int o = tape.sigmoid(z[3 * units + k]);
            c[k] = tape.add(tape.multiply(f, c[k]), tape.multiply(i, g));
            next[k] = tape.multiply(o, tape.tanh(c[k]));
        }
        hidden.set(layer, next);
        return b + 4 * units;
    }

    private int row(int at, int[] x, int start) {
        int sum = start;
        for (int k = 0; k < x.length; k++) {
            sum = tape.add(sum, tape.multiply(phi[at + k], x[k]));
        }
        return sum;
    }

    private int output(int y) {
        if (spec.output() instanceof Output.BoundedNominal bounded) {
            double nominal = m / s / (Math.sqrt(v / s) + 1e-8);
            return tape.scale(tape.tanh(tape.add(y, tape.leaf(bounded.k() * nominal))), -bounded.scale());
        }
        return tape.scale(y, spec.output().scale());
    }
}

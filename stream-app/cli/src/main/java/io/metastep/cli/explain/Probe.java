package io.metastep.cli.explain;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;

/** An optimizer on made-up gradients; each coordinate is a run of its own that begins with a fresh memory. */
final class Probe {
    private final Optimizer optimizer;

    Probe(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    /**
     * What it answers.
     *
     * @param gradients {@code [step][coordinate]}
     * @return updates of the same shape
     */
    float[][] updates(float[][] gradients) {
        BlockState state = optimizer.newState(gradients[0].length);
        float[][] updates = new float[gradients.length][gradients[0].length];
        for (int step = 0; step < gradients.length; step++) {
            optimizer.step(state, gradients[step], updates[step], false);
        }
        return updates;
    }

    /** The answer to one run of gradients. */
    Response response(double[] gradients) {
        float[][] column = new float[gradients.length][];
        for (int step = 0; step < gradients.length; step++) {
            column[step] = new float[] {(float) gradients[step]};
        }
        return Response.of(updates(column), 0);
    }

    /** The updates for each of several gradients, all of them after the same history. */
    double[] updatesAfter(double[] history, double[] gradients) {
        float[][] all = new float[history.length + 1][gradients.length];
        for (int coordinate = 0; coordinate < gradients.length; coordinate++) {
            for (int step = 0; step < history.length; step++) {
                all[step][coordinate] = (float) history[step];
            }
            all[history.length][coordinate] = (float) gradients[coordinate];
        }
        return toDouble(updates(all)[history.length]);
    }

    private static double[] toDouble(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}

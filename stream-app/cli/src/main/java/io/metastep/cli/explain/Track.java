package io.metastep.cli.explain;

import io.metastep.cli.explain.JobRecord.Place;
import java.util.Arrays;

/** One coordinate of a job, step by step. */
final class Track {
    private final Place place;
    private final double[] gradients;
    private final double[] updates;
    private final double[] adamUpdates;
    private int steps;

    Track(Place place, int steps) {
        this.place = place;
        gradients = new double[steps];
        updates = new double[steps];
        adamUpdates = new double[steps];
    }

    void step(float[][] allGradients, float[][] allUpdates, float[][] allAdamUpdates) {
        gradients[steps] = allGradients[place.tensor()][place.coordinate()];
        updates[steps] = allUpdates[place.tensor()][place.coordinate()];
        adamUpdates[steps] = allAdamUpdates[place.tensor()][place.coordinate()];
        steps++;
    }

    Place place() {
        return place;
    }

    /** Root mean square of its gradients. */
    double gradientSize() {
        return new Response(Arrays.copyOf(gradients, steps)).rms();
    }

    Response subject() {
        return new Response(Arrays.copyOf(updates, steps));
    }

    /** Adam's updates at a rate; they are proportional to it. */
    Response adam(double rate) {
        return new Response(Arrays.copyOf(adamUpdates, steps)).times(rate);
    }
}

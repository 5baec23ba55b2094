package io.metastep.metalearner;

/** One step of a job, all its coordinates: parameters before it, gradient, and the update that was made of it. Owns its arrays. */
final class CourseStep {
    private final long number;
    private final double smoothed;
    private final float[] parameters;
    private final float[] gradient;
    private final float[] update;

    /**
     * A step.
     *
     * @param number its index in the job
     * @param smoothed F_t, a smoothing of the job's losses strictly before it
     * @param parameters theta_s, shape [coordinates]
     * @param gradient at theta_s
     * @param update theta_{s+1} - theta_s
     */
    CourseStep(long number, double smoothed, float[] parameters, float[] gradient, float[] update) {
        this.number = number;
        this.smoothed = smoothed;
        this.parameters = parameters;
        this.gradient = gradient;
        this.update = update;
    }

    long number() {
        return number;
    }

    double smoothed() {
        return smoothed;
    }

    float[] parameters() {
        return parameters;
    }

    float[] gradient() {
        return gradient;
    }

    float[] update() {
        return update;
    }

    /** Euclidean length of the update. */
    double length() {
        double sum = 0;
        for (float element : update) {
            sum += (double) element * element;
        }
        return Math.sqrt(sum);
    }

    void save(SnapshotOutput out) {
        out.number(number);
        out.real(smoothed);
        out.floats(parameters);
        out.floats(gradient);
        out.floats(update);
    }

    static CourseStep restore(SnapshotInput in) {
        return new CourseStep(in.number(), in.real(), in.floats(), in.floats(), in.floats());
    }
}

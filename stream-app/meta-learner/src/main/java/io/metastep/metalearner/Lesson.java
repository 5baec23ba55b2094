package io.metastep.metalearner;

/** What a job's last unroll teaches: its trajectory and what each update earned. */
final class Lesson {
    private final Trajectory trajectory;
    private final float[][] credits;

    /**
     * A lesson. Takes ownership of its arguments.
     *
     * @param credits dL/du per update and sampled coordinate, shape [unroll][n]
     */
    Lesson(Trajectory trajectory, float[][] credits) {
        this.trajectory = trajectory;
        this.credits = credits;
    }

    Trajectory trajectory() {
        return trajectory;
    }

    float[][] credits() {
        return credits;
    }
}

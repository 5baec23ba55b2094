package io.metastep.metalearner.online.trial;

/**
 * How well a job did.
 *
 * @param loss mean over its first steps of log(F_t / F_initial); infinity if it was guarded, given up or diverged
 * @param order decides between equal losses; a number in [0, 1) that follows from the job's name alone
 */
record Score(double loss, double order) implements Comparable<Score> {
    static final double WORST = Double.POSITIVE_INFINITY;

    @Override
    public int compareTo(Score other) {
        int byLoss = Double.compare(loss, other.loss);
        return byLoss == 0 ? Double.compare(order, other.order) : byLoss;
    }
}

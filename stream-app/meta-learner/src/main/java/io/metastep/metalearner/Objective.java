package io.metastep.metalearner;

/** The loss of a trajectory that meta-training minimizes: a function of the losses f_t along it, averaged over its steps. */
public enum Objective {
    /** log f_t, bounded from below at a floor: an improvement counts by its share, early or late in a job. */
    LOG {
        @Override
        double slope(double loss, double initial, double floor) {
            return 1 / Math.max(loss, floor * initial);
        }
    },
    /**
     * f_t / f_initial: the plain sum of losses (Andrychowicz et al. 2016, equation 3) in units of the job's first loss, which makes
     * jobs of different scale comparable.
     */
    SUM {
        @Override
        double slope(double loss, double initial, double floor) {
            return 1 / initial;
        }
    };

    /**
     * Derivative with respect to the loss of a step.
     *
     * @param loss F_t, a smoothing of f_t
     * @param initial the job's first loss
     * @param floor smallest share of the initial loss that still tells losses apart
     */
    abstract double slope(double loss, double initial, double floor);
}

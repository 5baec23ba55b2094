package io.metastep.metalearner;

/** Whether the credit of an update considers that later gradients, and with them later updates, would have answered to another one. */
public enum Response {
    /** They would have been the same (Andrychowicz et al. 2016 drop these derivatives): all that a log of gradients allows. */
    IGNORED,
    /** One more gradient per step tells how they would have changed ({@link ProbedCredits}); needs the running job. */
    PROBED
}

package io.metastep.cli.explain;

import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.Optimizers;

/**
 * An optimizer and an Adam of the same strength: one whose updates have the same root mean square on noise.
 *
 * @param name how texts call the optimizer
 * @param rate Adam's
 * @param moves whether the optimizer moves on noise at all; if not, Adam's rate is a usual one
 */
record Twins(String name, Probe subject, Probe adam, double rate, boolean moves) {
    static final float BETA1 = 0.9f;
    static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;
    private static final double USUAL_RATE = 0.001;

    static Twins of(String name, Optimizer optimizer, Noise noise) {
        Probe subject = new Probe(optimizer);
        double rms = Noise.rms(subject.updates(noise.gradients()));
        boolean moves = rms > 0 && Double.isFinite(rms);
        double rate = moves ? rms / Noise.rms(new Probe(adam(1)).updates(noise.gradients())) : USUAL_RATE;
        return new Twins(name, subject, new Probe(adam(rate)), rate, moves);
    }

    /** Adam with its usual betas. */
    static Optimizer adam(double rate) {
        return Optimizers.of(new AdamSpec((float) rate, BETA1, BETA2, EPSILON));
    }

    String adamName() {
        return "Adam, rate " + Say.number(rate);
    }

    /** How Adam's rate was found, in a sentence. */
    String ratesOrigin() {
        return moves
                ? Say.text(
                        "Adam (betas %s and %s) has rate %s, at which its updates on noise have the same root mean square as those of"
                                + " %s.",
                        BETA1, BETA2, Say.number(rate), name)
                : Say.text(
                        "%s does not move on noise, so there is no rate at which Adam moves as far; Adam has rate %s.",
                        name, Say.number(rate));
    }
}

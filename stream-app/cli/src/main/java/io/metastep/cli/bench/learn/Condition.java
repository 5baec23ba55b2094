package io.metastep.cli.bench.learn;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What is varied.
 *
 * @param mu discount of credits
 * @param kappa strength of the proximal term
 * @param delay meta-steps until a version reaches the jobs
 * @param share bytes of trajectories per byte of gradients
 */
@JsonPropertyOrder({"mu", "kappa", "delay", "share"})
record Condition(double mu, double kappa, int delay, double share) {
    static final Condition STANDARD = new Condition(0.7, 2, 0, 0.1);

    Condition mu(double other) {
        return new Condition(other, kappa, delay, share);
    }

    Condition kappa(double other) {
        return new Condition(mu, other, delay, share);
    }

    Condition delay(int other) {
        return new Condition(mu, kappa, other, share);
    }

    Condition share(double other) {
        return new Condition(mu, kappa, delay, other);
    }

    @Override
    public String toString() {
        return "mu %s, kappa %s, delay %d, share %s".formatted(mu, kappa, delay, share);
    }
}

package io.metastep.metalearner;

import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.MomentumSpec;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.RmsPropSpec;
import io.metastep.optimizer.SgdSpec;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of hand-designed optimizers to beat. */
public enum Baseline {
    SGD,
    NESTEROV,
    RMSPROP,
    ADAM;

    private static final float EPSILON = 1e-8f;

    /** An optimizer with its learning rate left open. */
    interface Family {
        OptimizerSpec at(float rate);
    }

    /** What is tuned for this kind: each of these over its rate; the best rates of all lie near that of the first. */
    List<Family> families() {
        return switch (this) {
            case SGD -> List.of(SgdSpec::new);
            case NESTEROV ->
                Stream.of(0.9f, 0.8f, 0.95f, 0.97f).map(Baseline::nesterov).toList();
            case RMSPROP -> List.of(rate -> new RmsPropSpec(rate, 0.9f, EPSILON));
            case ADAM ->
                List.of(
                        rate -> new AdamSpec(rate, 0.9f, 0.999f, EPSILON),
                        rate -> new AdamSpec(rate, 0.95f, 0.95f, EPSILON));
        };
    }

    private static Family nesterov(float momentum) {
        return rate -> new MomentumSpec(rate, momentum, true);
    }
}

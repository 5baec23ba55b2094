package io.metastep.metalearner.evaluation;

import io.metastep.metalearner.Baseline;
import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.MomentumSpec;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.RmsPropSpec;
import io.metastep.optimizer.SgdSpec;

/** What results say of a hand-designed optimizer. */
final class HandDesigned {
    private HandDesigned() {}

    static String name(Baseline baseline) {
        return switch (baseline) {
            case SGD -> "SGD";
            case NESTEROV -> "Nesterov";
            case RMSPROP -> "RMSprop";
            case ADAM -> "Adam";
        };
    }

    /** Its learning rate; NaN if it has none. */
    static double rate(OptimizerSpec spec) {
        if (spec instanceof SgdSpec sgd) {
            return decimal(sgd.rate());
        } else if (spec instanceof MomentumSpec momentum) {
            return decimal(momentum.rate());
        } else if (spec instanceof RmsPropSpec rmsProp) {
            return decimal(rmsProp.rate());
        }
        return spec instanceof AdamSpec adam ? decimal(adam.rate()) : Double.NaN;
    }

    /** What is tuned besides the rate, {@code momentum 0.9}; empty if that is nothing. */
    static String variant(OptimizerSpec spec) {
        if (spec instanceof MomentumSpec momentum) {
            return "momentum " + momentum.momentum();
        }
        return spec instanceof AdamSpec adam ? "betas " + adam.beta1() + " " + adam.beta2() : "";
    }

    /** 0.1 for 0.1f, not 0.10000000149. */
    private static double decimal(float rate) {
        return Double.parseDouble(Float.toString(rate));
    }
}

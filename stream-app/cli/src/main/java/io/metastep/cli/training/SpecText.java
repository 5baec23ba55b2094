package io.metastep.cli.training;

import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.MomentumSpec;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.RmsPropSpec;
import io.metastep.optimizer.SgdSpec;
import java.math.BigDecimal;
import java.math.MathContext;

/** The settings of an optimizer in a few words. */
public final class SpecText {

    private static final MathContext TWO_DIGITS = new MathContext(2);

    private SpecText() {}

    /** {@code Nesterov, rate 0.018, momentum 0.95}. */
    public static String withName(OptimizerSpec spec) {
        return name(spec) + ", " + of(spec);
    }

    /** {@code rate 0.018, momentum 0.95}. */
    public static String of(OptimizerSpec spec) {
        if (spec instanceof SgdSpec sgd) {
            return rate(sgd.rate());
        } else if (spec instanceof MomentumSpec momentum) {
            return rate(momentum.rate()) + ", momentum " + momentum.momentum();
        } else if (spec instanceof AdamSpec adam) {
            return rate(adam.rate()) + ", betas " + adam.beta1() + " " + adam.beta2();
        } else if (spec instanceof RmsPropSpec rmsProp) {
            return rate(rmsProp.rate());
        }
        return spec.toString();
    }

    /** To be added when a better rate may lie beyond those that were searched. */
    public static String edge(boolean atEdge) {
        return atEdge ? " (edge of the search)" : "";
    }

    private static String name(OptimizerSpec spec) {
        if (spec instanceof MomentumSpec momentum) {
            return momentum.nesterov() ? "Nesterov" : "momentum";
        }
        return spec instanceof SgdSpec ? "SGD" : spec instanceof AdamSpec ? "Adam" : "RMSprop";
    }

    private static String rate(float rate) {
        return "rate "
                + new BigDecimal(rate).round(TWO_DIGITS).stripTrailingZeros().toPlainString();
    }
}

package io.metastep.optimizer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a learned optimizer sees of a coordinate's gradients: one or two inputs of its first layer. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Feature.Identity.class, name = "identity"),
    @JsonSubTypes.Type(value = Feature.LogAndSign.class, name = "log-and-sign"),
    @JsonSubTypes.Type(value = Feature.NormalizedGradient.class, name = "normalized-gradient"),
    @JsonSubTypes.Type(value = Feature.NormalizedMomentum.class, name = "normalized-momentum")
})
public sealed interface Feature {

    /** How many inputs of the first layer this feature fills. */
    default int inputs() {
        return 1;
    }

    /** The gradient itself. */
    record Identity() implements Feature {}

    /**
     * {@code (log|g|/p, sign g)} if {@code |g| >= e^-p}, else {@code (-1, e^p g)} (Andrychowicz et al. 2016, appendix
     * A), computed as {@code (max(log|g|/p, -1), clamp(e^p g, -1, 1))}, which is the same function.
     *
     * @param p decades (to base e) below 1 that the logarithm resolves, in (0, 80]
     */
    record LogAndSign(float p) implements Feature {
        public LogAndSign {
            Checks.require(p > 0 && p <= 80, "log-and-sign has p = %s, expected 0 < p <= 80", p);
        }

        @Override
        public int inputs() {
            return 2;
        }

        /** {@code 1 / p}, as the kernels use it. */
        public float inverse() {
            return 1f / p;
        }

        /** {@code e^p}, as the kernels use it. */
        public float exponential() {
            return (float) StrictMath.exp(p);
        }
    }

    /** {@code g / (sqrt(v^) + eps)} with the moments of {@link Moments} (Lv et al. 2017, RNNprop). */
    record NormalizedGradient() implements Feature {}

    /** {@code m^ / (sqrt(v^) + eps)} with the moments of {@link Moments} (Lv et al. 2017, RNNprop). */
    record NormalizedMomentum() implements Feature {}
}

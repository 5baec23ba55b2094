package io.metastep.cli;

import io.metastep.optimizer.Feature;
import java.util.Locale;

/** What a learned optimizer can see of a gradient, as options name it. */
public enum FeatureName {
    IDENTITY,
    LOG_AND_SIGN,
    NORMALIZED_GRADIENT,
    NORMALIZED_MOMENTUM;

    /** The p of log-and-sign where nothing else is said (Andrychowicz et al. 2016, appendix A). */
    public static final float USUAL_P = 10;

    /** The feature; {@code p} is that of log-and-sign, others have none. */
    public Feature feature(float p) {
        return switch (this) {
            case IDENTITY -> new Feature.Identity();
            case LOG_AND_SIGN -> new Feature.LogAndSign(p);
            case NORMALIZED_GRADIENT -> new Feature.NormalizedGradient();
            case NORMALIZED_MOMENTUM -> new Feature.NormalizedMomentum();
        };
    }

    /** The name of a feature. */
    public static FeatureName of(Feature feature) {
        if (feature instanceof Feature.Identity) {
            return IDENTITY;
        } else if (feature instanceof Feature.LogAndSign) {
            return LOG_AND_SIGN;
        }
        return feature instanceof Feature.NormalizedGradient ? NORMALIZED_GRADIENT : NORMALIZED_MOMENTUM;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

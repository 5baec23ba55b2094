package io.metastep.cli.optimizers;

import io.metastep.cli.FeatureName;
import io.metastep.cli.training.SpecText;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LearnableSgdSpec;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Output;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an optimizer is, in words. */
final class SpecWords {

    private static final String NOTHING = "-";

    private final OptimizerSpec spec;

    SpecWords(OptimizerSpec spec) {
        this.spec = spec;
    }

    /** What it sees, in as little room as possible: {@code log-and-sign, g/√v, m/√v}. */
    String features() {
        return features(SpecWords::briefly);
    }

    /** What it sees, with the names that options have. */
    String namedFeatures() {
        return features(SpecWords::named);
    }

    private String features(Function<Feature, String> words) {
        return spec instanceof LstmSpec lstm
                ? lstm.features().stream().map(words).collect(Collectors.joining(", "))
                : NOTHING;
    }

    private static String briefly(Feature feature) {
        return switch (FeatureName.of(feature)) {
            case IDENTITY, LOG_AND_SIGN -> named(feature);
            case NORMALIZED_GRADIENT -> "g/√v";
            case NORMALIZED_MOMENTUM -> "m/√v";
        };
    }

    private static String named(Feature feature) {
        String p = feature instanceof Feature.LogAndSign logAndSign && logAndSign.p() != FeatureName.USUAL_P
                ? " p=" + logAndSign.p()
                : "";
        return FeatureName.of(feature) + p;
    }

    /** Units of its layers: {@code 20x20}. */
    String hidden() {
        return spec instanceof LstmSpec lstm && !lstm.hiddenSizes().isEmpty()
                ? lstm.hiddenSizes().stream().map(String::valueOf).collect(Collectors.joining("x"))
                : NOTHING;
    }

    /** How its update comes about: {@code bounded 0.1, nominal 0.1}. */
    String output() {
        if (spec instanceof LstmSpec lstm) {
            return output(lstm.output());
        }
        return spec instanceof LearnableSgdSpec ? "-rate g" : SpecText.withName(spec);
    }

    private static String output(Output output) {
        return output instanceof Output.BoundedNominal bounded
                ? "bounded %s, nominal %s".formatted(bounded.scale(), bounded.k())
                : "linear %s".formatted(output.scale());
    }

    /** The update as a formula. */
    String formula() {
        if (!(spec instanceof LstmSpec lstm)) {
            return output();
        }
        return lstm.output() instanceof Output.BoundedNominal bounded
                ? "-%s tanh(y + %s m/√v)".formatted(bounded.scale(), bounded.k())
                : "%s y".formatted(lstm.output().scale());
    }

    /** The kind of optimizer. */
    String kind() {
        return spec instanceof LstmSpec ? "learned, LSTM" : spec.isLearnable() ? "learned rate" : "hand-designed";
    }
}

package io.metastep.cli.metatraining;

import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.Output;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** What kind of optimizer is learned. */
public class SpecOptions {

    static final String HEADING = "%nKind of optimizer:%n";

    /** What a learned optimizer can see of a gradient. */
    enum FeatureName {
        IDENTITY,
        LOG_AND_SIGN,
        NORMALIZED_GRADIENT,
        NORMALIZED_MOMENTUM;

        private Feature feature() {
            return switch (this) {
                case IDENTITY -> new Feature.Identity();
                case LOG_AND_SIGN -> new Feature.LogAndSign(10);
                case NORMALIZED_GRADIENT -> new Feature.NormalizedGradient();
                case NORMALIZED_MOMENTUM -> new Feature.NormalizedMomentum();
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** How the LSTM's output becomes the update. */
    enum OutputName {
        LINEAR,
        BOUNDED
    }

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "log-and-sign,normalized-gradient,normalized-momentum",
            description = "What it sees of a gradient, comma-separated: ${COMPLETION-CANDIDATES}"
                    + " (default: all but identity).")
    private List<FeatureName> features = List.of();

    @Option(
            names = "--hidden",
            paramLabel = "AxB",
            defaultValue = "20x20",
            description = "Units of its LSTM layers (default: ${DEFAULT-VALUE}).")
    private String hidden = "20x20";

    @Option(
            names = "--output",
            paramLabel = "KIND",
            defaultValue = "BOUNDED",
            description = "How the network's output y becomes an update. LINEAR: scale * y. BOUNDED: -scale * tanh(y +"
                    + " nominal * normalized momentum) (default: ${DEFAULT-VALUE}).")
    private OutputName output = OutputName.BOUNDED;

    @Option(
            names = "--scale",
            paramLabel = "S",
            defaultValue = "0.1",
            description = "The scale in it, for BOUNDED the largest update (default: ${DEFAULT-VALUE}).")
    private float scale;

    @Option(
            names = "--nominal",
            paramLabel = "K",
            defaultValue = "0.1",
            description = "The nominal in BOUNDED (default: ${DEFAULT-VALUE}).")
    private float nominal;

    /** The spec; fails with an IllegalArgumentException for what cannot be an optimizer. */
    public LstmSpec spec() {
        return new LstmSpec(
                features.stream().map(FeatureName::feature).toList(),
                hiddenSizes(),
                switch (output) {
                    case LINEAR -> new Output.Linear(scale);
                    case BOUNDED -> new Output.BoundedNominal(scale, nominal);
                });
    }

    private List<Integer> hiddenSizes() {
        try {
            return Arrays.stream(hidden.split("x", -1)).map(Integer::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--hidden is '" + hidden + "', expected something like 20x20", e);
        }
    }
}

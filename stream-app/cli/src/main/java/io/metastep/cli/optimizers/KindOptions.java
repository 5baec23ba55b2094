package io.metastep.cli.optimizers;

import io.metastep.cli.FeatureName;
import io.metastep.cli.OutputName;
import io.metastep.optimizer.LstmSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the imported optimizer is beside its arrays. */
final class KindOptions {

    static final String HEADING = "%nKind of optimizer; what export wrote says it by itself:%n";

    private static final List<FeatureName> USUAL_FEATURES =
            List.of(FeatureName.LOG_AND_SIGN, FeatureName.NORMALIZED_GRADIENT, FeatureName.NORMALIZED_MOMENTUM);
    private static final String USUAL_HIDDEN = "20x20";
    private static final float USUAL_FACTOR = 0.1f;

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "NAME",
            description =
                    "What it sees of a gradient, comma-separated, in the order of its inputs: ${COMPLETION-CANDIDATES}"
                            + " (default: all but identity).")
    private @Nullable List<FeatureName> features;

    @Option(names = "--log-p", paramLabel = "P", description = "The p of log-and-sign (default: 10).")
    private @Nullable Float p;

    @Option(names = "--hidden", paramLabel = "AxB", description = "Units of its LSTM layers (default: 20x20).")
    private @Nullable String hidden;

    @Option(
            names = "--output",
            paramLabel = "KIND",
            description = "How the network's output y becomes an update. LINEAR: scale * y. BOUNDED: -scale * tanh(y +"
                    + " nominal * normalized momentum) (default: BOUNDED).")
    private @Nullable OutputName output;

    @Option(names = "--scale", paramLabel = "S", description = "The scale in it (default: 0.1).")
    private @Nullable Float scale;

    @Option(
            names = "--nominal",
            paramLabel = "K",
            description = "The nominal in BOUNDED (default: 0.1; 0 leaves it out).")
    private @Nullable Float nominal;

    /**
     * The kind; what is not said is as in the optimizers that meta-train makes.
     *
     * @throws IllegalArgumentException if it is none
     */
    ImportedKind kind() {
        float logP = p == null ? FeatureName.USUAL_P : p;
        LstmSpec spec = new LstmSpec(
                names().stream().map(name -> name.feature(logP)).toList(),
                hiddenSizes(),
                outputName().output(orUsual(scale), orUsual(nominal)));
        return new ImportedKind(
                spec,
                "--hidden " + hiddenText() + orDefault(hidden),
                "--features " + featuresText() + orDefault(features));
    }

    private static String orDefault(@Nullable Object given) {
        return given == null ? " (the default)" : "";
    }

    private List<FeatureName> names() {
        return features == null ? USUAL_FEATURES : features;
    }

    private String featuresText() {
        return names().stream().map(FeatureName::toString).collect(Collectors.joining(","));
    }

    private String hiddenText() {
        return hidden == null ? USUAL_HIDDEN : hidden;
    }

    private List<Integer> hiddenSizes() {
        try {
            return Arrays.stream(hiddenText().split("x", -1))
                    .map(Integer::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--hidden is '" + hiddenText() + "', expected something like 20x20", e);
        }
    }

    private OutputName outputName() {
        return output == null ? OutputName.BOUNDED : output;
    }

    private static float orUsual(@Nullable Float factor) {
        return factor == null ? USUAL_FACTOR : factor;
    }

    /** What nobody said, and is taken as usual; the network would run with anything else there too, but be another optimizer. */
    List<String> assumed() {
        boolean isBounded = outputName() == OutputName.BOUNDED;
        boolean seesLogarithm = names().contains(FeatureName.LOG_AND_SIGN);
        return Stream.of(
                        features == null ? "--features " + featuresText() : null,
                        p == null && seesLogarithm ? "--log-p " + FeatureName.USUAL_P : null,
                        hidden == null ? "--hidden " + hiddenText() : null,
                        output == null ? "--output " + outputName() : null,
                        scale == null ? "--scale " + USUAL_FACTOR : null,
                        nominal == null && isBounded ? "--nominal " + USUAL_FACTOR : null)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Names of the options that were given. */
    List<String> given() {
        return Stream.of(
                        features == null ? null : "--features",
                        p == null ? null : "--log-p",
                        hidden == null ? null : "--hidden",
                        output == null ? null : "--output",
                        scale == null ? null : "--scale",
                        nominal == null ? null : "--nominal")
                .filter(Objects::nonNull)
                .toList();
    }
}

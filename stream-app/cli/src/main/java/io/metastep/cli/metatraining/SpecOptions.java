package io.metastep.cli.metatraining;

import io.metastep.cli.FeatureName;
import io.metastep.cli.OutputName;
import io.metastep.optimizer.LstmSpec;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** What kind of optimizer is learned. */
public class SpecOptions {

    static final String HEADING = "%nKind of optimizer:%n";

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "log-and-sign,normalized-gradient,normalized-momentum",
            description = "What it sees of a gradient, comma-separated: ${COMPLETION-CANDIDATES}"
                    + " (default: all but identity).")
    private List<FeatureName> features = List.of();

    @Option(
            names = "--log-p",
            paramLabel = "P",
            defaultValue = "" + FeatureName.USUAL_P,
            description = "The p of log-and-sign: gradients below e^-P are seen as they are, times e^P; of larger ones"
                    + " sign and logarithm (default: ${DEFAULT-VALUE}).")
    private float logP;

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
                features.stream().map(name -> name.feature(logP)).toList(),
                hiddenSizes(),
                output.output(scale, nominal));
    }

    private List<Integer> hiddenSizes() {
        try {
            return Arrays.stream(hidden.split("x", -1)).map(Integer::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--hidden is '" + hidden + "', expected something like 20x20", e);
        }
    }
}

package io.metastep.cli.explain;

import io.metastep.cli.training.SpecText;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LearnableSgdSpec;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Output;
import java.util.stream.Collectors;

/** What an optimizer is, in a sentence. */
final class SpecSentence {
    private SpecSentence() {}

    static String of(OptimizerSpec spec) {
        if (spec instanceof LstmSpec lstm) {
            return Say.text(
                    "A learned optimizer: %s on %s; %s. It has %d meta-parameters.",
                    layers(lstm),
                    lstm.features().stream().map(SpecSentence::feature).collect(Collectors.joining(", ")),
                    output(lstm.output()),
                    lstm.parameterCount());
        }
        return spec instanceof LearnableSgdSpec
                ? "SGD with a learned rate."
                : "A hand-designed optimizer: " + SpecText.withName(spec) + ".";
    }

    private static String layers(LstmSpec lstm) {
        return lstm.hiddenSizes().isEmpty()
                ? "a linear function"
                : "an LSTM with layers of "
                        + lstm.hiddenSizes().stream().map(String::valueOf).collect(Collectors.joining(" and "))
                        + " units";
    }

    private static String feature(Feature feature) {
        if (feature instanceof Feature.LogAndSign logAndSign) {
            return "logarithm and sign of the gradient (p = " + Say.number(logAndSign.p()) + ")";
        } else if (feature instanceof Feature.NormalizedGradient) {
            return "the normalized gradient";
        }
        return feature instanceof Feature.NormalizedMomentum ? "the normalized momentum" : "the gradient itself";
    }

    private static String output(Output output) {
        return output instanceof Output.BoundedNominal bounded
                ? Say.text(
                        "updates are bounded by %s, with %s of the normalized momentum inside",
                        Say.number(bounded.scale()), Say.number(bounded.k()))
                : "updates are linear in its last layer, times " + Say.number(output.scale());
    }
}

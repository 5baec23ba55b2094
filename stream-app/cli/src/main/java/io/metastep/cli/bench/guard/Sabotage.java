package io.metastep.cli.bench.guard;

import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Output;
import java.util.SplittableRandom;

/** What was done to a learned optimizer. */
enum Sabotage {
    NONE("as it is"),
    FLIPPED("sign flipped"),
    THIRTYFOLD("30 times as large"),
    OVERFLOWING("1e30 times as large"),
    RANDOM("random parameters");

    private final String title;

    Sabotage(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /**
     * The optimizer after it.
     *
     * @throws IllegalArgumentException if it is no LSTM
     */
    Optimizer of(OptimizerFile file) {
        if (!(file.spec() instanceof LstmSpec spec)) {
            throw new IllegalArgumentException(file.reference() + " is no LSTM; only those can be broken here");
        }
        return switch (this) {
            case NONE -> Optimizers.of(file);
            case FLIPPED -> times(-1, spec, file.parameters());
            case THIRTYFOLD -> times(30, spec, file.parameters());
            case OVERFLOWING -> times(1e30f, spec, file.parameters());
            case RANDOM -> Optimizers.of(spec, random(spec));
        };
    }

    private static Optimizer times(float factor, LstmSpec spec, OptimizerParameters parameters) {
        return Optimizers.of(
                new LstmSpec(spec.features(), spec.hiddenSizes(), times(factor, spec.output())), parameters);
    }

    private static Output times(float factor, Output output) {
        if (output instanceof Output.BoundedNominal bounded) {
            return new Output.BoundedNominal(factor * bounded.scale(), bounded.k());
        }
        return new Output.Linear(factor * output.scale());
    }

    private static OptimizerParameters random(LstmSpec spec) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[spec.parameterCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() / 2);
        }
        return OptimizerParameters.of(spec, values);
    }
}

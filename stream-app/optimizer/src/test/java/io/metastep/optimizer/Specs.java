package io.metastep.optimizer;

import java.util.List;
import java.util.SplittableRandom;

/** Optimizer specs and meta-parameters that tests share. */
final class Specs {

    static final List<Feature> LOG_AND_SIGN = List.of(new Feature.LogAndSign(10));
    static final List<Feature> ALL_FEATURES = List.of(
            new Feature.LogAndSign(10),
            new Feature.Identity(),
            new Feature.NormalizedGradient(),
            new Feature.NormalizedMomentum());
    static final Output LINEAR = new Output.Linear(0.1f);
    static final Output BOUNDED = new Output.BoundedNominal(0.1f, 0.5f);

    static LstmSpec paper() {
        return new LstmSpec(LOG_AND_SIGN, List.of(20, 20), LINEAR);
    }

    static List<LstmSpec> variety() {
        return List.of(
                paper(),
                new LstmSpec(ALL_FEATURES, List.of(20, 20), BOUNDED),
                new LstmSpec(List.of(new Feature.Identity()), List.of(3), LINEAR),
                new LstmSpec(List.of(new Feature.NormalizedMomentum()), List.of(5, 1, 2), BOUNDED),
                new LstmSpec(List.of(new Feature.NormalizedGradient(), new Feature.LogAndSign(3)), List.of(), LINEAR),
                new LstmSpec(LOG_AND_SIGN, List.of(7), new Output.BoundedNominal(-0.3f, 0f)));
    }

    /** Parameters none of which is special: every path of the arithmetic counts. */
    static OptimizerParameters random(OptimizerSpec spec, long seed, double size) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[spec.parameterCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (size * (2 * random.nextDouble() - 1));
        }
        return OptimizerParameters.of(spec, values);
    }

    private Specs() {}
}

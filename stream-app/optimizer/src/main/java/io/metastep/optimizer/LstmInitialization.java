package io.metastep.optimizer;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Where the meta-parameters of an LSTM start: a function of spec and seed only. */
final class LstmInitialization {

    static OptimizerParameters initial(LstmSpec spec, long seed) {
        LstmLayout layout = spec.layout();
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[layout.size()];
        for (int layer = 0; layer < layout.layers(); layer++) {
            fillUniform(values, layout.inputWeights(layer), layout.bias(layer), layout.hidden(layer), random);
            int forget = layout.bias(layer) + layout.hidden(layer);
            Arrays.fill(values, forget, forget + layout.hidden(layer), 1f);
        }
        return OptimizerParameters.of(spec, values);
    }

    private static void fillUniform(float[] values, int from, int to, int hidden, SplittableRandom random) {
        double bound = 1 / Math.sqrt(hidden);
        for (int i = from; i < to; i++) {
            values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
    }

    private LstmInitialization() {}
}

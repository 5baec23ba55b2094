package io.metastep.integration.harness;

import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.Moments;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Output;
import io.metastep.optimizer.Provenance;
import io.metastep.optimizer.ShippedOptimizers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Optimizers to publish by hand. */
public final class OptimizerFiles {
    public static final LstmSpec LSTM = new LstmSpec(
            List.of(new Feature.LogAndSign(10), new Feature.NormalizedGradient(), new Feature.NormalizedMomentum()),
            List.of(20, 20),
            new Output.BoundedNominal(0.1f, 0.1f));

    private OptimizerFiles() {}

    /** An LSTM whose parameters nobody trained: every wrong bit of memory shows in its updates. */
    public static OptimizerFile lstm(String family, int version) {
        return file(family, version, LSTM, random(LSTM, version));
    }

    /** The shipped optimizer with updates so many times as large: -1 walks uphill. */
    public static OptimizerFile shippedTimes(float factor, String family) {
        return shippedTimes(factor, family, 1);
    }

    /** The same under another number. */
    public static OptimizerFile shippedTimes(float factor, String family, int version) {
        OptimizerFile shipped = ShippedOptimizers.all().get(0);
        LstmSpec spec = (LstmSpec) shipped.spec();
        Output.BoundedNominal output = (Output.BoundedNominal) spec.output();
        Output broken = new Output.BoundedNominal(factor * output.scale(), output.k());
        return file(family, version, new LstmSpec(spec.features(), spec.hiddenSizes(), broken), shipped.parameters());
    }

    /** What the guard falls back to. */
    public static OptimizerFile fallback(float rate) {
        OptimizerSpec spec = new AdamSpec(rate, Moments.BETA, Moments.BETA, Moments.EPSILON);
        return file("fallback", 1, spec, OptimizerParameters.zeros(spec));
    }

    /** The same with few meta-parameters, whose learner is quick. */
    public static OptimizerFile smallLstm(String family, int version) {
        var spec = new LstmSpec(LSTM.features(), List.of(6, 5), LSTM.output());
        return file(family, version, spec, random(spec, version));
    }

    public static OptimizerFile adam(String family, int version) {
        OptimizerSpec spec = new AdamSpec(0.01f, 0.9f, 0.999f, 1e-8f);
        return file(family, version, spec, OptimizerParameters.zeros(spec));
    }

    private static OptimizerFile file(String family, int version, OptimizerSpec spec, OptimizerParameters parameters) {
        return new OptimizerFile(
                family,
                version,
                spec,
                parameters,
                new Provenance("integration tests", "", Instant.EPOCH, version, "", Map.of()));
    }

    private static OptimizerParameters random(OptimizerSpec spec, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[spec.parameterCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextDouble() - 0.5);
        }
        return OptimizerParameters.of(spec, values);
    }
}

package io.metastep.cli.bench;

import io.metastep.cli.Problems;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Output;
import java.util.List;
import java.util.SplittableRandom;
import picocli.CommandLine.Option;

/** What the kernel benchmarks run: the two-layer 20-unit LSTM of the paper. */
final class KernelOptions {

    static final List<Integer> HIDDEN = List.of(20, 20);

    private static final long SEED = 1;

    @Option(
            names = "--coordinates",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Coordinates of a block; each thread has one (default: ${DEFAULT-VALUE}).")
    int coordinates;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads (default: ${DEFAULT-VALUE}).")
    int threads;

    @Option(
            names = "--features",
            paramLabel = "N",
            defaultValue = "2",
            description = "Inputs of the first layer: 1 (identity), 2 (log and sign) or 4 (and the normalized ones)"
                    + " (default: ${DEFAULT-VALUE}).")
    int features;

    void check(Problems problems) {
        problems.requireRange("--coordinates", coordinates, 1, 1 << 22);
        problems.requireRange("--threads", threads, 1, 256);
        problems.require(List.of(1, 2, 4).contains(features), "--features: must be 1, 2 or 4, got " + features);
    }

    LstmSpec spec() {
        return new LstmSpec(
                switch (features) {
                    case 1 -> List.of(new Feature.Identity());
                    case 2 -> List.of(new Feature.LogAndSign(10));
                    default ->
                        List.of(
                                new Feature.LogAndSign(10),
                                new Feature.NormalizedGradient(),
                                new Feature.NormalizedMomentum());
                },
                HIDDEN,
                new Output.Linear(0.1f));
    }

    static OptimizerParameters parameters(LstmSpec spec) {
        return spec.initialParameters(SEED);
    }

    /** Gradients over many orders of magnitude, as in training; {@code [steps][coordinates]}. */
    float[][] gradients(int steps) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[][] gradients = new float[steps][coordinates];
        for (float[] gradient : gradients) {
            for (int i = 0; i < coordinates; i++) {
                gradient[i] = (float) (random.nextGaussian() * Math.exp(-6 * random.nextDouble()));
            }
        }
        return gradients;
    }
}

package io.metastep.optimizer;

import java.util.SplittableRandom;

/** Coordinate-steps per second of an unroll of 20 steps, forward and back: {@code UnrollSpeed [coordinates]}. */
final class UnrollSpeed {

    private static final int STEPS = 20;

    public static void main(String[] arguments) {
        int coordinates = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 16384;
        LstmSpec spec = Specs.paper();
        Unroll unroll = Unroll.of(spec, spec.initialParameters(1));
        float[][] gradients = random(coordinates, 2);
        float[][] credits = random(coordinates, 3);
        BlockState start = new BlockState(coordinates, spec.planes());
        double[] metaGradient = new double[spec.parameterCount()];
        int rounds = Math.max(2, 100_000 / coordinates);
        for (int trial = 0; trial < 10; trial++) {
            long begin = KernelSpeed.processorTime();
            long bytes = KernelSpeed.allocated();
            for (int round = 0; round < rounds; round++) {
                unroll.accumulate(start, gradients, credits, false, metaGradient);
            }
            long allocated = KernelSpeed.allocated() - bytes;
            double seconds = (KernelSpeed.processorTime() - begin) / 1e9;
            System.out.printf(
                    "%s %d: %.3f M coordinate-steps/s, %.1f bytes/unroll%n",
                    Optimizers.kernel(),
                    coordinates,
                    (double) coordinates * STEPS * rounds / seconds / 1e6,
                    allocated / (double) rounds);
        }
    }

    private static float[][] random(int coordinates, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] values = new float[STEPS][coordinates];
        for (float[] step : values) {
            for (int i = 0; i < coordinates; i++) {
                step[i] = (float) (random.nextDouble() - 0.5);
            }
        }
        return values;
    }

    private UnrollSpeed() {}
}

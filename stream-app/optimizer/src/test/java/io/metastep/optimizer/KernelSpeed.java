package io.metastep.optimizer;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;

/** Coordinate-steps per second and bytes allocated per step of the kernels: {@code KernelSpeed [coordinates] [vector|features|scalar]}. */
final class KernelSpeed {

    public static void main(String[] arguments) {
        int coordinates = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 16384;
        String kind = arguments.length > 1 ? arguments[1] : "vector";
        boolean scalar = kind.equals("scalar");
        LstmSpec spec = kind.equals("features")
                ? new LstmSpec(Specs.ALL_FEATURES, List.of(20, 20), Specs.BOUNDED)
                : Specs.paper();
        OptimizerParameters parameters = spec.initialParameters(1);
        Optimizer optimizer = scalar ? Optimizers.scalar(spec, parameters) : Optimizers.of(spec, parameters);
        float[] gradient = gradient(coordinates);
        float[] update = new float[coordinates];
        BlockState state = optimizer.newState(coordinates);
        int rounds = Math.max(4, (scalar ? 200_000 : 2_000_000) / coordinates);
        for (int trial = 0; trial < 12; trial++) {
            long start = processorTime();
            long bytes = allocated();
            for (int round = 0; round < rounds; round++) {
                optimizer.step(state, gradient, update, false);
            }
            long allocated = allocated() - bytes;
            double seconds = (processorTime() - start) / 1e9;
            System.out.printf(
                    "%s %d: %.3f M coordinate-steps/s, %.1f bytes/step%n",
                    optimizer.kernel(),
                    coordinates,
                    coordinates * (double) rounds / seconds / 1e6,
                    allocated / (double) rounds);
        }
    }

    private static float[] gradient(int coordinates) {
        SplittableRandom random = new SplittableRandom(2);
        float[] gradient = new float[coordinates];
        for (int i = 0; i < coordinates; i++) {
            gradient[i] = (float) (random.nextDouble() - 0.5);
        }
        return gradient;
    }

    static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private KernelSpeed() {}
}

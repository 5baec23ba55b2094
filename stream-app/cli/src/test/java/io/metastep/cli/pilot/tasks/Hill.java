package io.metastep.cli.pilot.tasks;

import io.metastep.optimizees.Evaluation;
import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.Tensor;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** A stranger's task: f(x) = -10 / (1 + |x - c|^2), with c and the start from the seed; losses are negative. */
public class Hill implements Task {
    private static final int SIZE = 3;

    @Override
    public String name() {
        return "hill";
    }

    @Override
    public Optimizee open(long seed) {
        var random = new SplittableRandom(seed);
        return new Member(gaussians(random), gaussians(random));
    }

    private static float[] gaussians(SplittableRandom random) {
        var values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static class Member implements Optimizee {
        private final float[] centre;
        private final float[] start;

        Member(float[] centre, float[] start) {
            this.centre = centre;
            this.start = start;
        }

        @Override
        public List<Tensor> tensors() {
            return List.of(Tensor.of("x", SIZE));
        }

        @Override
        public float[][] initialParameters() {
            return new float[][] {start.clone()};
        }

        @Override
        public double lossAndGradients(float[][] parameters, long step, float[][] gradients) {
            double width = width(parameters[0]);
            for (int i = 0; i < SIZE; i++) {
                gradients[0][i] = (float) (20 * (parameters[0][i] - centre[i]) / (width * width));
            }
            return -10 / width;
        }

        private double width(float[] x) {
            double sum = 1;
            for (int i = 0; i < SIZE; i++) {
                sum += ((double) x[i] - centre[i]) * (x[i] - centre[i]);
            }
            return sum;
        }

        @Override
        public Evaluation evaluate(float[][] parameters) {
            return new Evaluation(-10 / width(parameters[0]), OptionalDouble.empty());
        }
    }
}

package com.example;

import io.metastep.optimizees.Evaluation;
import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Logistic regression: which of two clouds does a point belong to? */
public final class TwoClouds implements Task {
    @Override
    public String name() {
        return "two-clouds";
    }

    @Override
    public Optimizee open(long seed) {
        return new Member(new SplittableRandom(seed));
    }

    private static final class Member implements Optimizee {
        private static final int POINTS = 1_000;
        private static final int BATCH = 50;
        private static final int INPUTS = 8;

        private final float[][] points = new float[POINTS][INPUTS];
        private final int[] labels = new int[POINTS];
        private final float[] start = new float[INPUTS];

        Member(SplittableRandom random) { // the seed decides points, labels and start
            for (int p = 0; p < POINTS; p++) {
                labels[p] = random.nextInt(2);
                for (int i = 0; i < INPUTS; i++) {
                    points[p][i] = (float) (random.nextGaussian() + (labels[p] == 1 ? 0.5 : -0.5));
                }
            }
            for (int i = 0; i < INPUTS; i++) {
                start[i] = (float) random.nextGaussian();
            }
        }

        @Override
        public List<Tensor> tensors() {
            return List.of(Tensor.of("weight", INPUTS), Tensor.of("bias", 1));
        }

        @Override
        public float[][] initialParameters() {
            return new float[][] {start.clone(), new float[1]};
        }

        @Override
        public double lossAndGradients(float[][] parameters, long step, float[][] gradients) {
            Arrays.fill(gradients[0], 0); // overwritten, not added to what is there
            gradients[1][0] = 0;
            double loss = 0;
            for (int k = 0; k < BATCH; k++) { // a minibatch is a function of the step
                int p = (int) ((step * BATCH + k) % POINTS);
                double probability = probability(parameters, p);
                loss += lossOf(probability, p) / BATCH;
                float error = (float) (probability - labels[p]) / BATCH;
                gradients[1][0] += error;
                for (int i = 0; i < INPUTS; i++) {
                    gradients[0][i] += error * points[p][i];
                }
            }
            return loss;
        }

        @Override
        public Evaluation evaluate(float[][] parameters) {
            double loss = 0;
            int right = 0;
            for (int p = 0; p < POINTS; p++) {
                double probability = probability(parameters, p);
                loss += lossOf(probability, p) / POINTS;
                right += (probability > 0.5) == (labels[p] == 1) ? 1 : 0;
            }
            return new Evaluation(loss, OptionalDouble.of((double) right / POINTS));
        }

        private double probability(float[][] parameters, int p) {
            double sum = parameters[1][0];
            for (int i = 0; i < INPUTS; i++) {
                sum += parameters[0][i] * points[p][i];
            }
            return 1 / (1 + Math.exp(-sum));
        }

        private double lossOf(double probability, int p) {
            return -Math.log(Math.max(1e-12, labels[p] == 1 ? probability : 1 - probability));
        }
    }
}

package io.metastep.cli.bench.learn;

import io.metastep.cli.bench.inmemory.Fault;
import java.util.SplittableRandom;

/** Ways in which jobs are broken. */
enum Broken {
    NOISE_FOR_GRADIENTS {
        @Override
        Fault of(SplittableRandom random) {
            return (step, loss, gradients) -> {
                for (float[] gradient : gradients) {
                    double size = rms(gradient);
                    set(gradient, i -> size * random.nextGaussian());
                }
                return loss;
            };
        }
    },
    NOISE_FOR_LOSSES {
        @Override
        Fault of(SplittableRandom random) {
            return (step, loss, gradients) -> Math.exp(2 * random.nextGaussian());
        }
    },
    FLIPPED_GRADIENTS {
        @Override
        Fault of(SplittableRandom random) {
            return (step, loss, gradients) -> {
                for (float[] gradient : gradients) {
                    float[] was = gradient.clone();
                    set(gradient, i -> -was[i]);
                }
                return loss;
            };
        }
    },
    /** Its losses tell that all is well, whatever it does: no guard trips, and no credit is due. */
    FLIPPED_GRADIENTS_AND_FALLING_LOSSES {
        @Override
        Fault of(SplittableRandom random) {
            return (step, loss, gradients) -> {
                var unused = FLIPPED_GRADIENTS.of(random).afflict(step, loss, gradients);
                return 1 / (1.0 + step);
            };
        }
    },
    CONSTANT {
        @Override
        Fault of(SplittableRandom random) {
            return (step, loss, gradients) -> {
                for (float[] gradient : gradients) {
                    set(gradient, i -> 1);
                }
                return 1;
            };
        }
    },
    HUGE {
        @Override
        Fault of(SplittableRandom random) {
            return (step, loss, gradients) -> {
                for (float[] gradient : gradients) {
                    float[] was = gradient.clone();
                    set(gradient, i -> Math.copySign(1e30, was[i]));
                }
                return Math.min(1e30, 1e20 * loss);
            };
        }
    };

    private interface Value {
        double at(int coordinate);
    }

    private static void set(float[] gradient, Value value) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) value.at(i);
        }
    }

    private static double rms(float[] gradient) {
        double squares = 0;
        for (float value : gradient) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares / gradient.length);
    }

    /** What it does to one job. */
    abstract Fault of(SplittableRandom random);
}

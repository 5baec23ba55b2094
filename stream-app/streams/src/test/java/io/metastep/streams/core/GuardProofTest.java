package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.Moments;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Output;
import io.metastep.optimizer.ShippedOptimizers;
import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jobs on the shipped optimizer, broken on purpose: with the guard they end where Adam would have brought them from the start. The
 * tasks are 20 random quadratics side by side, |W theta - y|^2 of 10 dimensions, as the paper has them.
 */
class GuardProofTest {
    private static final int SEEDS = 20;
    private static final int STEPS = 300;
    private static final int PROBLEMS = 20;
    private static final int DIMENSION = 10;
    private static final float RATE = 0.03f;

    /** The shipped optimizer with updates times a factor. */
    private static Optimizer times(float factor) {
        OptimizerFile file = ShippedOptimizers.all().get(0);
        LstmSpec spec = (LstmSpec) file.spec();
        Output.BoundedNominal output = (Output.BoundedNominal) spec.output();
        Output broken = new Output.BoundedNominal(factor * output.scale(), output.k());
        return Optimizers.of(new LstmSpec(spec.features(), spec.hiddenSizes(), broken), file.parameters());
    }

    /** A job that does what it is told. */
    private static final class Task {
        private final double[][][] matrices = new double[PROBLEMS][DIMENSION][DIMENSION];
        private final double[][] targets = new double[PROBLEMS][DIMENSION];
        private float[] parameters = new float[PROBLEMS * DIMENSION];
        private float[] best = parameters.clone();
        private int reverts;
        private int fallbackSteps;

        Task(long seed) {
            Random random = new Random(seed);
            for (int problem = 0; problem < PROBLEMS; problem++) {
                for (int row = 0; row < DIMENSION; row++) {
                    targets[problem][row] = random.nextGaussian();
                    parameters[problem * DIMENSION + row] = (float) random.nextGaussian();
                    for (int column = 0; column < DIMENSION; column++) {
                        matrices[problem][row][column] = random.nextGaussian();
                    }
                }
            }
        }

        /** The mean loss; adds the gradients to the array. */
        double loss(float[] gradients) {
            double loss = 0;
            for (int problem = 0; problem < PROBLEMS; problem++) {
                for (int row = 0; row < DIMENSION; row++) {
                    double residual = -targets[problem][row];
                    for (int column = 0; column < DIMENSION; column++) {
                        residual += matrices[problem][row][column] * parameters[problem * DIMENSION + column];
                    }
                    loss += residual * residual / PROBLEMS;
                    for (int column = 0; column < DIMENSION; column++) {
                        gradients[problem * DIMENSION + column] +=
                                (float) (2 * residual * matrices[problem][row][column]);
                    }
                }
            }
            return loss;
        }

        double loss() {
            return loss(new float[parameters.length]);
        }

        GradientBlock gradient(long step) {
            float[] gradients = new float[parameters.length];
            double loss = loss(gradients);
            boolean isFinite = Double.isFinite(loss) && Elements.areFinite(gradients, 0, gradients.length);
            return Gradients.of("job", 0, 1, step)
                    .setOptimizer("under-test@1")
                    .setKind(isFinite ? GradientKind.GRADIENT : GradientKind.SKIP)
                    .setValues(isFinite ? Gradients.bytes(gradients) : Gradients.bytes())
                    .setLoss(isFinite ? loss : Double.NaN)
                    .setFallbackRate(RATE)
                    .build();
        }

        void take(UpdateBlock update) {
            if (update.getAction() == UpdateAction.REVERT) {
                reverts++;
                parameters = best.clone();
                return;
            }
            if (Objects.equals(update.getBestStep(), update.getStep())) {
                best = parameters.clone();
            }
            fallbackSteps += update.getAppliedBy() == AppliedBy.FALLBACK ? 1 : 0;
            float[] values = Elements.decode(ElementEncoding.FLOAT32, update.getValues());
            add(values);
        }

        void add(float[] update) {
            for (int i = 0; i < update.length; i++) {
                parameters[i] += update[i];
            }
        }
    }

    private static World world(Optimizer optimizer) {
        World world = new World(CoreSettings.DEFAULTS, 1L << 40);
        world.publish("under-test@1", optimizer);
        return world;
    }

    private static Task guarded(Optimizer optimizer, long seed) {
        Task task = new Task(seed);
        World world = world(optimizer);
        for (long step = 0; step < STEPS; step++) {
            task.take(Objects.requireNonNull(world.send(task.gradient(step)).update()));
        }
        return task;
    }

    private static double adam(long seed) {
        Optimizer adam = Optimizers.of(new AdamSpec(RATE, Moments.BETA, Moments.BETA, Moments.EPSILON));
        Task task = new Task(seed);
        BlockState state = adam.newState(PROBLEMS * DIMENSION);
        for (long step = 0; step < STEPS; step++) {
            float[] gradients = new float[PROBLEMS * DIMENSION];
            task.loss(gradients);
            float[] update = new float[gradients.length];
            adam.step(state, gradients, update, false);
            task.add(update);
        }
        return task.loss();
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, 300, -30, 1e30f})
    void a_job_on_a_broken_optimizer_ends_within_a_tenth_of_adam_from_the_start(float factor) {
        double guarded = 0;
        double adam = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Task task = guarded(times(factor), seed);
            assertThat(task.reverts).as("seed %s", seed).isPositive();
            assertThat(task.fallbackSteps).as("seed %s", seed).isGreaterThan(STEPS / 2);
            guarded += task.loss();
            adam += adam(seed);
        }
        assertThat(guarded / adam)
                .as("guarded %s, Adam %s", guarded / SEEDS, adam / SEEDS)
                .isLessThan(1.1);
    }

    @Test
    void the_optimizer_as_it_is_shipped_is_left_alone() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Task task = guarded(times(1), seed);
            assertThat(task.reverts).as("seed %s", seed).isZero();
            assertThat(task.fallbackSteps).as("seed %s", seed).isZero();
        }
    }

    @Test
    void crashes_before_during_and_after_the_fallback_end_in_the_same_parameters_bit_for_bit() {
        Task expected = guarded(times(-1), 3);
        Task crashed = new Task(3);
        World world = world(times(-1));
        Random random = new Random(3);
        for (long step = 0; step < STEPS; step++) {
            crashed.take(
                    Objects.requireNonNull(world.send(crashed.gradient(step)).update()));
            world.commit();
            if (random.nextInt(20) == 0) {
                world.crash();
            }
        }
        assertThat(crashed.reverts).isEqualTo(expected.reverts);
        assertThat(crashed.fallbackSteps).isEqualTo(expected.fallbackSteps);
        assertThat(crashed.parameters).isEqualTo(expected.parameters);
    }
}

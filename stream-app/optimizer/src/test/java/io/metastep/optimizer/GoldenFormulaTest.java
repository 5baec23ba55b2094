package io.metastep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The published check of the original implementation (meta_test.py of DeepMind's learning-to-learn, itself checked against
 * their Torch code): f(x) = x^2 from x = 1, an optimizer u = w g + b that starts at zero, two unrolls of 5 steps, one
 * step of Adam at 0.01 on the sum of the six losses after each; loss and x at the end of the second unroll.
 */
class GoldenFormulaTest {

    private static final int UNROLL = 5;

    @Test
    void lossAndParameterOfTheOriginalImplementation() {
        LstmSpec spec = new LstmSpec(List.of(new Feature.Identity()), List.of(), new Output.Linear(1));
        OptimizerParameters phi = OptimizerParameters.zeros(spec);
        Optimizer adam = Optimizers.of(new AdamSpec(0.01f, 0.9f, 0.999f, 1e-8f));
        BlockState adamState = adam.newState(phi.size());
        BlockState state = new BlockState(1, spec.planes());
        float x = 1;
        for (int unroll = 0; unroll < 2; unroll++) {
            BlockState start = state.copy();
            Trajectory trajectory = Trajectory.run(spec, phi, state, x);
            x = trajectory.x[UNROLL];
            phi = metaStep(spec, phi, start, trajectory, adam, adamState);
        }
        assertThat(x * x).isCloseTo(0.7325327f, within(1e-6f));
        assertThat(x).isCloseTo(0.8559f, within(5e-5f));
    }

    private static OptimizerParameters metaStep(
            LstmSpec spec,
            OptimizerParameters phi,
            BlockState start,
            Trajectory trajectory,
            Optimizer adam,
            BlockState adamState) {
        double[] metaGradient = new double[phi.size()];
        Unroll.of(spec, phi).accumulate(start, trajectory.gradients, trajectory.credits(), false, metaGradient);
        float[] gradient = {(float) metaGradient[0], (float) metaGradient[1]};
        float[] update = new float[2];
        adam.step(adamState, gradient, update, false);
        return OptimizerParameters.of(spec, new float[] {phi.get(0) + update[0], phi.get(1) + update[1]});
    }

    private static final class Trajectory {
        final float[] x = new float[UNROLL + 1];
        final float[][] gradients = new float[UNROLL][1];

        static Trajectory run(LstmSpec spec, OptimizerParameters phi, BlockState state, float x0) {
            Trajectory trajectory = new Trajectory();
            Optimizer optimizer = Optimizers.of(spec, phi);
            float[] update = new float[1];
            trajectory.x[0] = x0;
            for (int t = 0; t < UNROLL; t++) {
                trajectory.gradients[t][0] = 2 * trajectory.x[t];
                optimizer.step(state, trajectory.gradients[t], update, false);
                trajectory.x[t + 1] = trajectory.x[t] + update[0];
            }
            return trajectory;
        }

        /** dL/du of the sum of all losses: the sum of all later gradients. */
        float[][] credits() {
            float[][] credits = new float[UNROLL][1];
            float later = 0;
            for (int t = UNROLL - 1; t >= 0; t--) {
                later += 2 * x[t + 1];
                credits[t][0] = later;
            }
            return credits;
        }
    }
}

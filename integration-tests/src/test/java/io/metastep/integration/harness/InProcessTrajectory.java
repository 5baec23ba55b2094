package io.metastep.integration.harness;

import io.metastep.metalearner.AppliedUpdates;
import io.metastep.metalearner.Trajectory;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import java.util.Arrays;

/** What a segment of a block must amount to: recorded beside the optimizer itself, without any Kafka. */
public final class InProcessTrajectory {
    private final OptimizerFile optimizer;
    private final float[][] gradients;
    private final double[] losses;

    /**
     * The block's whole life.
     *
     * @param gradients shape [steps][coordinates]
     */
    public InProcessTrajectory(OptimizerFile optimizer, float[][] gradients, double[] losses) {
        this.optimizer = optimizer;
        this.gradients = gradients;
        this.losses = losses;
    }

    /** The steps and coordinates that the segment has. */
    public Trajectory of(Segment segment, int unroll) {
        int first = (int) segment.step(0);
        int end = first + segment.steps();
        BlockState state = segment.pick(stateBefore(first));
        float[] inclusion = new float[state.coordinates()];
        Arrays.fill(inclusion, segment.record().getInclusion());
        return new Trajectory(
                state,
                inclusion,
                Arrays.stream(gradients, first, end).map(segment::pick).toArray(float[][]::new),
                Arrays.copyOfRange(losses, first, end),
                Arrays.copyOfRange(smoothed(), first, end),
                losses[0],
                AppliedUpdates.asTheyAre(Math.min(unroll, segment.steps() - 1), segment.steps()));
    }

    private BlockState stateBefore(int end) {
        Optimizer rule = Optimizers.of(optimizer);
        BlockState state = rule.newState(gradients[0].length);
        float[] update = new float[gradients[0].length];
        for (int step = 0; step < end; step++) {
            rule.step(state, gradients[step], update, false);
        }
        return state;
    }

    private double[] smoothed() {
        double[] smoothed = new double[losses.length];
        smoothed[0] = losses[0];
        for (int step = 1; step < losses.length; step++) {
            smoothed[step] = 0.8 * smoothed[step - 1] + (1 - 0.8) * losses[step - 1];
        }
        return smoothed;
    }
}

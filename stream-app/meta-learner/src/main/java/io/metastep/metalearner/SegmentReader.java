package io.metastep.metalearner;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.SegmentCheck;
import io.metastep.schemas.StepMask;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.TrajectoryStep;
import io.metastep.schemas.WireException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Makes trajectories of the segments that live jobs left in Kafka. A meta-gradient cannot tell them from those recorded in
 * process.
 *
 * <p>A sampled coordinate stands for 1 / (inclusion unrollInclusion). An update that the optimizer did not make, or that the
 * job did not apply, earns no credit. Stateless.
 */
public final class SegmentReader {
    private final int planes;

    /** Reads segments of optimizers with that spec. */
    public SegmentReader(OptimizerSpec spec) {
        this.planes = spec.planes();
    }

    /**
     * The trajectory.
     *
     * @throws WireException what {@link SegmentCheck} finds; BAD_SETTING for another number of planes, for an initial loss that
     *     has no logarithm, and where no update has a later gradient to give it credit
     */
    public Trajectory read(TrajectorySegment segment) throws WireException {
        int coordinates = SegmentCheck.check(segment);
        requirePlanes(segment);
        requirePositive(segment.getInitialLoss());
        List<TrajectoryStep> steps = segment.getSteps();
        int burnIn = before(steps, segment.getUnrollStart());
        int unroll = Math.min(before(steps, segment.getUnrollEnd()), steps.size() - 1);
        requireUpdates(burnIn, unroll);
        return new Trajectory(
                state(segment, coordinates),
                inclusion(segment, coordinates),
                rows(segment.getGradients(), coordinates),
                steps.stream().mapToDouble(TrajectoryStep::getLoss).toArray(),
                steps.stream().mapToDouble(TrajectoryStep::getSmoothedLoss).toArray(),
                segment.getInitialLoss(),
                updates(segment, burnIn, unroll, coordinates));
    }

    private static AppliedUpdates updates(TrajectorySegment segment, int burnIn, int unroll, int coordinates) {
        List<TrajectoryStep> steps = segment.getSteps();
        var updates = new AppliedUpdates(
                burnIn, unroll, scales(steps), segment.getSparse(), rows(segment.getUpdates(), coordinates));
        boolean isShown = steps.stream().anyMatch(step -> step.getMask() == StepMask.SHADOW);
        return isShown ? updates.shown() : updates;
    }

    private void requirePlanes(TrajectorySegment segment) throws WireException {
        if (segment.getPlanes() != planes) {
            throw refusal(
                    "has " + segment.getPlanes() + " planes of " + segment.getOptimizer() + ", expected " + planes);
        }
    }

    private static void requirePositive(double initialLoss) throws WireException {
        if (!(initialLoss > 0)) {
            throw refusal("begins with loss " + initialLoss + ", expected above 0: the meta-loss is its logarithm");
        }
    }

    private static void requireUpdates(int burnIn, int unroll) throws WireException {
        if (burnIn >= unroll) {
            throw refusal("has no gradient after its first update to differentiate");
        }
    }

    private static WireException refusal(String detail) {
        return new WireException(RejectionReason.BAD_SETTING, "Trajectory segment " + detail);
    }

    /** How many steps come before that one. */
    private static int before(List<TrajectoryStep> steps, long end) {
        int count = 0;
        while (count < steps.size() && steps.get(count).getStep() < end) {
            count++;
        }
        return count;
    }

    private static BlockState state(TrajectorySegment segment, int coordinates) {
        BlockState state = new BlockState(coordinates, segment.getPlanes());
        state.read(segment.getState().slice());
        return state;
    }

    private static float[] inclusion(TrajectorySegment segment, int coordinates) {
        var inclusion = new float[coordinates];
        Arrays.fill(inclusion, segment.getInclusion() * segment.getUnrollInclusion());
        return inclusion;
    }

    private static float[][] rows(ByteBuffer bytes, int coordinates) {
        float[] all = Elements.decode(ElementEncoding.FLOAT32, bytes);
        var rows = new float[all.length / coordinates][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(all, row * coordinates, (row + 1) * coordinates);
        }
        return rows;
    }

    private static float[] scales(List<TrajectoryStep> steps) {
        var scales = new float[steps.size()];
        for (int step = 0; step < scales.length; step++) {
            boolean isOurs = steps.get(step).getMask() == StepMask.LEARNED;
            scales[step] = isOurs ? steps.get(step).getUpdateScale() : 0;
        }
        return scales;
    }
}

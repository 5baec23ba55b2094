package io.metastep.schemas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Proves that the parts of a trajectory segment fit each other, so that who computes with it need not look again. */
public final class SegmentCheck {
    private final TrajectorySegment segment;
    private final int sampled;
    private final int steps;

    private SegmentCheck(TrajectorySegment segment) {
        this.segment = segment;
        this.sampled = segment.getCoordinates().remaining() / Integer.BYTES;
        this.steps = segment.getSteps().size();
    }

    /**
     * Proves that the segment makes sense by itself; whether its optimizer exists and has so many planes is not looked at.
     *
     * @return number of sampled coordinates, at least 1
     * @throws WireException EMPTY, TOO_LONG, WRONG_LENGTH, NOT_FINITE, BAD_SETTING, STALE_STEP or KEY_MISMATCH
     */
    public static int check(TrajectorySegment segment) throws WireException {
        SegmentCheck check = new SegmentCheck(segment);
        check.names();
        check.sizes();
        check.lengths();
        check.coordinates();
        check.probability("inclusion", segment.getInclusion());
        check.probability("unrollInclusion", segment.getUnrollInclusion());
        check.steps();
        check.bounds();
        check.numbers();
        return check.sampled;
    }

    private void names() throws WireException {
        try {
            new BlockKey(segment.getJobId(), segment.getTensor(), segment.getBlock());
        } catch (IllegalArgumentException e) {
            throw new WireException(RejectionReason.KEY_MISMATCH, String.valueOf(e.getMessage()));
        }
        boolean isVersion = OptimizerRef.parse(segment.getOptimizer())
                .filter(OptimizerRef.Version.class::isInstance)
                .isPresent();
        require(isVersion, RejectionReason.BAD_SETTING, "The optimizer is no family@version");
        requireAtLeast("attempt", segment.getAttempt(), 0);
        requireAtLeast("memoryAge", segment.getMemoryAge(), 0);
    }

    private void sizes() throws WireException {
        require(sampled > 0 && steps > 0, RejectionReason.EMPTY, sampled + " coordinates and " + steps + " steps");
        requireAtLeast("planes", segment.getPlanes(), 1);
        requireAtLeast("blockCoordinates", segment.getBlockCoordinates(), 1);
        require(
                segment.getBlockCoordinates() <= Limits.BLOCK_COORDINATES && steps <= Limits.SEGMENT_STEPS,
                RejectionReason.TOO_LONG,
                segment.getBlockCoordinates() + " coordinates and " + steps + " steps; expected at most "
                        + Limits.BLOCK_COORDINATES + " and " + Limits.SEGMENT_STEPS);
    }

    private void lengths() throws WireException {
        requireBytes("coordinates", segment.getCoordinates(), 1);
        requireBytes("state", segment.getState(), segment.getPlanes());
        requireBytes("gradients", segment.getGradients(), steps);
        requireBytes("updates", segment.getUpdates(), steps);
    }

    private void requireBytes(String name, ByteBuffer bytes, int perCoordinate) throws WireException {
        long expected = (long) sampled * perCoordinate * Float.BYTES;
        require(
                bytes.remaining() == expected,
                RejectionReason.WRONG_LENGTH,
                name + " has " + bytes.remaining() + " bytes; expected " + expected);
    }

    private void coordinates() throws WireException {
        ByteBuffer indices = littleEndian(segment.getCoordinates());
        int before = -1;
        for (int i = 0; i < sampled; i++) {
            int index = indices.getInt();
            require(
                    index > before && index < segment.getBlockCoordinates(),
                    RejectionReason.BAD_SETTING,
                    "Coordinate " + index + " after " + before + " in a block of " + segment.getBlockCoordinates());
            before = index;
        }
    }

    private void probability(String name, float value) throws WireException {
        require(value > 0 && value <= 1, RejectionReason.BAD_SETTING, name + " is " + value + ", expected (0, 1]");
    }

    private void steps() throws WireException {
        List<TrajectoryStep> all = segment.getSteps();
        long before = -1;
        for (TrajectoryStep step : all) {
            require(
                    step.getStep() > before,
                    RejectionReason.STALE_STEP,
                    "Step " + step.getStep() + " comes after step " + before);
            before = step.getStep();
            require(
                    Double.isFinite(step.getLoss()) && Double.isFinite(step.getSmoothedLoss()),
                    RejectionReason.NOT_FINITE,
                    "Step " + before + " has loss " + step.getLoss() + ", smoothed " + step.getSmoothedLoss());
            require(
                    step.getUpdateScale() >= 0 && Float.isFinite(step.getUpdateScale()),
                    RejectionReason.BAD_SETTING,
                    "Step " + before + " has updateScale " + step.getUpdateScale());
        }
        require(
                all.get(0).getStep() == segment.getStateStep() && before == segment.getLastStep(),
                RejectionReason.BAD_SETTING,
                "The steps do not go from " + segment.getStateStep() + " to " + segment.getLastStep());
    }

    private void bounds() throws WireException {
        require(
                segment.getStateStep() <= segment.getUnrollStart()
                        && segment.getUnrollStart() < segment.getUnrollEnd()
                        && segment.getUnrollEnd() <= segment.getLastStep() + 1,
                RejectionReason.BAD_SETTING,
                "Unroll " + segment.getUnrollStart() + " to " + segment.getUnrollEnd() + " is not inside "
                        + segment.getStateStep() + " to " + segment.getLastStep());
    }

    private void numbers() throws WireException {
        require(
                Double.isFinite(segment.getInitialLoss()),
                RejectionReason.NOT_FINITE,
                "initialLoss is " + segment.getInitialLoss());
        requireFinite("state", segment.getState());
        requireFinite("gradients", segment.getGradients());
        requireFinite("updates", segment.getUpdates());
    }

    private static void requireFinite(String name, ByteBuffer bytes) throws WireException {
        float[] values = Elements.decode(ElementEncoding.FLOAT32, bytes);
        require(
                Elements.areFinite(values, 0, values.length),
                RejectionReason.NOT_FINITE,
                name + " holds NaN or an infinite value");
    }

    private static void requireAtLeast(String name, long value, long least) throws WireException {
        require(value >= least, RejectionReason.BAD_SETTING, name + " is " + value + ", expected at least " + least);
    }

    private static void require(boolean condition, RejectionReason reason, String detail) throws WireException {
        if (!condition) {
            throw new WireException(reason, "Trajectory segment: " + detail);
        }
    }

    private static ByteBuffer littleEndian(ByteBuffer bytes) {
        return bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}

package io.metastep.schemas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Records for tests and for the README. */
final class Examples {
    private Examples() {}

    /** The record that the README takes apart. */
    static GradientBlock gradient() {
        return gradient(new float[] {0.5f, -1f});
    }

    static GradientBlock gradient(float... values) {
        return GradientBlock.newBuilder()
                .setJobId("demo")
                .setAttempt(7)
                .setTensor("dense/w")
                .setBlock(0)
                .setStep(3)
                .setKind(GradientKind.GRADIENT)
                .setEncoding(ElementEncoding.FLOAT32)
                .setValues(ByteBuffer.wrap(Elements.encode(ElementEncoding.FLOAT32, values, 0, values.length)))
                .setLoss(0.25)
                .setShape(List.of((long) values.length))
                .build();
    }

    static UpdateBlock update(UpdateAction action) {
        return update().setAction(action).build();
    }

    static UpdateBlock update(UpdateAction action, RejectionReason reason) {
        return update().setAction(action)
                .setReason(reason.code())
                .setDetail(reason.meaning())
                .build();
    }

    /** Two of four coordinates, three steps, the last for credit only. */
    static TrajectorySegment.Builder segment() {
        return TrajectorySegment.newBuilder()
                .setJobId("demo")
                .setAttempt(7)
                .setTensor("dense/w")
                .setBlock(0)
                .setOptimizer("universal@1")
                .setStateStep(20)
                .setLastStep(23)
                .setUnrollStart(20)
                .setUnrollEnd(22)
                .setMemoryAge(20)
                .setBlockCoordinates(4)
                .setCoordinates(ints(1, 3))
                .setInclusion(0.5f)
                .setPlanes(3)
                .setState(floats(0.1f, 0.2f, 0.3f, 0.4f, 20f, 20f))
                .setSteps(List.of(step(20), step(21), step(23)))
                .setGradients(floats(1f, -1f, 0.5f, -0.5f, 0.25f, -0.25f))
                .setUpdates(floats(-0.1f, 0.1f, -0.1f, 0.1f, -0.1f, 0.1f))
                .setInitialLoss(2.5)
                .setEnd(SegmentEnd.COMPLETE);
    }

    static TrajectoryStep step(long step) {
        return new TrajectoryStep(step, StepMask.LEARNED, 1.0 / step, 1.1 / step, 1f);
    }

    static LearnerState learnerState() {
        ByteBuffer numbers = ByteBuffer.allocate(2 * Double.BYTES);
        return LearnerState.newBuilder()
                .setFamily("universal")
                .setMetaSteps(12)
                .setVersion(3)
                .setSpec("{}")
                .setParameters(numbers)
                .setMean(numbers)
                .setSquare(numbers)
                .setPublished(Map.of("3", 10L))
                .build();
    }

    static ByteBuffer floats(float... values) {
        return ByteBuffer.wrap(Elements.encode(ElementEncoding.FLOAT32, values, 0, values.length));
    }

    static ByteBuffer ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return bytes;
    }

    private static UpdateBlock.Builder update() {
        return UpdateBlock.newBuilder()
                .setJobId("demo")
                .setAttempt(7)
                .setTensor("dense/w")
                .setBlock(0)
                .setStep(3)
                .setOptimizer("universal@1")
                .setAppliedBy(AppliedBy.LEARNED)
                .setEncoding(ElementEncoding.FLOAT32)
                .setValues(ByteBuffer.wrap(new byte[8]));
    }
}

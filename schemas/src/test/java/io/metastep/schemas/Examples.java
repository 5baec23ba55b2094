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

    static JobActivity.Builder activity() {
        return JobActivity.newBuilder()
                .setJobId("demo")
                .setPartition(7)
                .setInstance("node-1:4711")
                .setAt(1_800_000_000_000L)
                .setSince(1_799_999_900_000L)
                .setSeconds(1.0)
                .setOptimizers(List.of(new OptimizerUse("universal@3", "stable", 2)));
    }

    static JobStatus jobStatus() {
        return new JobStatus(
                StatusJson.VERSION,
                JobStatus.KIND,
                "digits-7",
                1_800_000_000_000L,
                JobStatus.ACTIVE,
                1_799_999_000_000L,
                "digits",
                1_204L,
                12.0,
                191_000.0,
                new JobStatus.Loss(0.31, 0.33, 0.32, 1_187L, -0.041, 60.0),
                new JobStatus.Size(0.0125, 0.0005, 0.04),
                "learned",
                new JobStatus.Blocks(17, 15_910, 17, 0, 0),
                List.of(new JobStatus.Use("universal@3", "stable", 17)),
                new JobStatus.Counts(1_799_999_900_000L, 20_451, 0, 0, 0, 2, "STALE_STEP", 0, 0),
                new JobStatus.Latency(204, 7.0, 15.0, 21.0),
                List.of(7),
                List.of("node-1:4711"));
    }

    static InstanceStatus instanceStatus() {
        return new InstanceStatus(
                StatusJson.VERSION,
                InstanceStatus.KIND,
                "node-1:4711",
                "metastep",
                1_800_000_000_000L,
                "running",
                5_400.0,
                "0.1.0",
                "vector 512 bit",
                new InstanceStatus.Threads(2, 2, 0),
                List.of(0, 1, 2, 7),
                830.0,
                764_000.0,
                4_410_201,
                2,
                0L,
                new InstanceStatus.Memory(412_000_000, 4_294_967_296L),
                2.1,
                new InstanceStatus.Recovery(0, 0),
                List.of("universal@3"));
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

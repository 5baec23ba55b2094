package io.metastep.metalearner.online.trial;

import io.metastep.schemas.SegmentEnd;
import io.metastep.schemas.StepMask;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.TrajectoryStep;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Segments of made-up jobs: what a trial looks at, without coordinates. */
final class Jobs {
    static final int CANDIDATE = 7;
    static final int STABLE = 3;
    static final int UNROLL = 20;
    private static final int TAIL = 5;

    private Jobs() {}

    /** A job's unroll from a gradient on; its loss is all the time that share of the first. */
    static TrajectorySegment.Builder segment(String job, boolean isCanary, String workload, int age, double share) {
        List<TrajectoryStep> steps = new ArrayList<>();
        for (int step = age; step < age + UNROLL + TAIL; step++) {
            steps.add(new TrajectoryStep((long) step, StepMask.LEARNED, 10 * share, 10 * share, 1f));
        }
        return TrajectorySegment.newBuilder()
                .setJobId(job)
                .setAttempt(1)
                .setTensor("w")
                .setBlock(0)
                .setWorkload(workload)
                .setOptimizer("f@" + version(isCanary))
                .setChannel(isCanary ? "canary" : "stable")
                .setStateStep(age)
                .setLastStep(age + UNROLL + TAIL - 1)
                .setUnrollStart(age)
                .setUnrollEnd(age + UNROLL)
                .setMemoryAge(age)
                .setBlockCoordinates(1)
                .setCoordinates(ByteBuffer.allocate(0))
                .setInclusion(1)
                .setPlanes(1)
                .setState(ByteBuffer.allocate(0))
                .setSteps(steps)
                .setGradients(ByteBuffer.allocate(0))
                .setUpdates(ByteBuffer.allocate(0))
                .setInitialLoss(10)
                .setEnd(SegmentEnd.COMPLETE);
    }

    static int version(boolean isCanary) {
        return isCanary ? CANDIDATE : STABLE;
    }
}

package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.CanaryShare;
import io.metastep.schemas.Limits;
import io.metastep.schemas.SegmentEnd;
import io.metastep.schemas.TrajectorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what blocks live through into trajectory segments: at the first gradient of an unroll it samples coordinates and notes
 * their memory; when the credit tail beyond the unroll is there, or when something else ends it, the segment is finished.
 *
 * <p>What it does follows from the log and the pins alone, and what it has of an unfinished segment belongs to the block and
 * its snapshots: a segment whose steps span a crash is the same as without it. Which coordinates are in is decided before
 * any of their gradients is known: {@code hash(job, attempt, tensor, block, first step, i) < p}.
 */
final class SegmentRecorder {
    /** The part of the share that is aimed at: how many coordinates are in is chance. */
    private static final double AIM = 0.9;

    /** What a segment's bytes must leave free under the limit of a record. */
    private static final double LIMIT = 0.5 * Limits.RECORD_BYTES;

    /** Bytes beside names, steps and coordinates, at most. */
    private static final int FIXED_BYTES = 140;

    private static final int BYTES_PER_STEP = 27;

    /** An unroll that is cut short says too little for what the memory at its start costs. */
    private static final int LEAST_PART = 4;

    private final TrajectorySettings settings;
    private final Routing routing;
    private final int unroll;
    private final int capacity;
    private final List<TrajectorySegment> finished = new ArrayList<>();
    private int[] sample = new int[Limits.DEFAULT_BLOCK_COORDINATES];

    SegmentRecorder(TrajectorySettings settings, Routing routing, int unrollLength) {
        this.settings = settings;
        this.routing = routing;
        this.unroll = unrollLength;
        this.capacity = unrollLength + settings.creditTail();
    }

    /** One that begins nothing. */
    static SegmentRecorder off(int unrollLength) {
        return new SegmentRecorder(TrajectorySettings.OFF, new Routing(CanaryShare.NOBODY), unrollLength);
    }

    /** Whether {@link #take} has something. */
    // Hot path: per record.
    boolean hasFinished() {
        return !finished.isEmpty();
    }

    /** The segments that were finished since the last call, oldest first. */
    List<TrajectorySegment> take() {
        List<TrajectorySegment> taken = List.copyOf(finished);
        finished.clear();
        return taken;
    }

    /** Ends all segments of the block. */
    // Hot path: per record that ends an unroll.
    void end(LiveBlock block, SegmentEnd reason) {
        for (int i = 0; i < block.recordings.size(); i++) {
            finish(block, block.recordings.get(i), reason);
        }
        block.recordings.clear();
    }

    private void finish(LiveBlock block, Recording recording, SegmentEnd reason) {
        int rows = recording.toldRows();
        boolean isLongEnough = rows > 1 && rows * LEAST_PART >= unroll;
        if (isLongEnough && recording.isFinite()) {
            finished.add(recording.segment(block, unroll, reason));
        }
    }

    /** The guard trips: ends all segments, however short they are, since whoever tries a version has to hear of it. */
    void endTripped(LiveBlock block) {
        for (int i = 0; i < block.recordings.size(); i++) {
            Recording recording = block.recordings.get(i);
            recording.cutAtOverflow();
            if (recording.toldRows() > 0 && recording.isFinite()) {
                finished.add(recording.segment(block, unroll, SegmentEnd.GUARD));
            }
        }
        block.recordings.clear();
    }

    /**
     * Takes in what the job says that it did at the block's last step.
     *
     * @param applied the update that it applied, [coordinates]; may be longer
     * @param isFinite whether all of it is
     */
    // Hot path: per record that says so.
    void correct(LiveBlock block, float[] applied, boolean isFinite) {
        if (isFinite) {
            block.recordings.forEach(recording -> recording.replaceLast(applied));
        } else {
            block.recordings.clear();
        }
    }

    /** Before a step: ends what cannot go on with it, and begins a segment if the unroll begins and chance wants it. */
    // Hot path: per record.
    void prepare(LiveBlock block, Arrival arrival, Memory memory) {
        endWhatCannotGoOn(block, arrival);
        if (block.phase == 0 && isLearning(block, memory) && canRecord(arrival) && !settings.isOff()) {
            begin(block, arrival, memory);
        }
    }

    private static boolean isLearning(LiveBlock block, Memory memory) {
        return memory.isLearned() && !block.guard.isFallback();
    }

    /**
     * Instead of a step: a last row for each open segment, since the gradient gives credit to the updates before it. One that
     * cannot, such as that of a loss that is not finite, is left out.
     */
    void logTrip(LiveBlock block, Arrival arrival) {
        if (reasonToEnd(block, arrival) != null) {
            return;
        }
        for (int i = 0; i < block.recordings.size(); i++) {
            block.recordings
                    .get(i)
                    .logTrip(arrival, Objects.requireNonNull(arrival.gradient().getLoss()), block.losses.smoothed());
        }
    }

    private void endWhatCannotGoOn(LiveBlock block, Arrival arrival) {
        SegmentEnd reason = reasonToEnd(block, arrival);
        if (reason != null) {
            end(block, reason);
        }
    }

    private static @Nullable SegmentEnd reasonToEnd(LiveBlock block, Arrival arrival) {
        if (block.recordings.isEmpty()) {
            return null;
        }
        if (!hasLoss(arrival)) {
            return SegmentEnd.LOSS;
        }
        if (!isOfItsStep(arrival) || !block.recordings.get(0).isTold()) {
            return SegmentEnd.MODE;
        }
        return block.recordings.get(0).start().fits(arrival) ? null : SegmentEnd.SETTINGS;
    }

    private static boolean canRecord(Arrival arrival) {
        return hasLoss(arrival) && isOfItsStep(arrival);
    }

    /** A job that sends no losses leaves no segments. */
    static boolean hasLoss(Arrival arrival) {
        Double loss = arrival.gradient().getLoss();
        return loss != null && Double.isFinite(loss);
    }

    /** A gradient of older parameters gives credit to other updates than the last. */
    private static boolean isOfItsStep(Arrival arrival) {
        Long parameterStep = arrival.gradient().getParameterStep();
        return parameterStep == null || parameterStep == arrival.step();
    }

    // Hot path: per unroll.
    private void begin(LiveBlock block, Arrival arrival, Memory memory) {
        SamplingPlan plan = plan(block.key, arrival, memory);
        long seed = SamplingHash.seed(block.key, arrival.attempt());
        if (plan.records(block.unrolls, SamplingHash.uniform(seed))) {
            int[] coordinates = draw(plan, SamplingHash.next(seed, arrival.step()), memory.coordinates());
            if (coordinates.length > 0) {
                block.recordings.add(
                        Recording.begin(start(block, arrival, memory, plan), coordinates, memory.state(), capacity));
            }
        }
    }

    private Recording.Start start(LiveBlock block, Arrival arrival, Memory memory, SamplingPlan plan) {
        return new Recording.Start(
                block.age,
                memory.version(),
                routing.channel(arrival),
                arrival.gradient().getWorkload(),
                arrival.gradient().getSparse(),
                memory.coordinates(),
                plan);
    }

    private SamplingPlan plan(BlockKey key, Arrival arrival, Memory memory) {
        double budget = AIM * settings.share() * unroll * arrival.bytes();
        double names = 4.0 * (key.jobId().length() + key.tensor().length())
                + memory.version().length()
                + arrival.gradient().getWorkload().length();
        double fixed = FIXED_BYTES + names + BYTES_PER_STEP * capacity;
        double each = Float.BYTES * (1.0 + memory.state().planes() + 2.0 * capacity);
        return SamplingPlan.of(budget, fixed, each, memory.coordinates(), LIMIT);
    }

    private int[] draw(SamplingPlan plan, long seed, int coordinates) {
        sample = sample.length >= coordinates ? sample : new int[coordinates];
        int count = 0;
        for (int i = 0; i < coordinates; i++) {
            if (plan.includes(SamplingHash.uniform(SamplingHash.next(seed, i)))) {
                sample[count++] = i;
            }
        }
        return Arrays.copyOf(sample, count);
    }

    /** After a step: a row for each open segment. */
    // Hot path: per record.
    void log(LiveBlock block, Arrival arrival, Memory memory) {
        Double loss = arrival.gradient().getLoss();
        if (loss == null || !Double.isFinite(loss)) {
            return;
        }
        block.losses.begin(loss);
        for (int i = 0; i < block.recordings.size(); i++) {
            block.recordings.get(i).log(arrival, loss, block.losses.smoothed(), memory.update());
        }
        block.losses.take(loss);
        finishComplete(block);
    }

    private void finishComplete(LiveBlock block) {
        Recording oldest = oldest(block);
        while (oldest != null && oldest.isFull()) {
            finish(block, oldest, SegmentEnd.COMPLETE);
            block.recordings.remove(0);
            oldest = oldest(block);
        }
    }

    private static @Nullable Recording oldest(LiveBlock block) {
        return block.recordings.isEmpty() ? null : block.recordings.get(0);
    }
}

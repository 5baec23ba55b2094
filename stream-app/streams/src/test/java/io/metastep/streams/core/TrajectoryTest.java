package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Output;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.SegmentCheck;
import io.metastep.schemas.SegmentEnd;
import io.metastep.schemas.StepMask;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.TrajectoryStep;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.WireException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Segments of unrolls of 4 steps with a credit tail of 3, of a block large enough that every unroll is recorded. */
class TrajectoryTest {
    private static final int COORDINATES = 300;

    private final World world = new World();

    private static GradientBlock.Builder gradient(long attempt, long step) {
        return Gradients.of("job", 0, attempt, step, COORDINATES).setLoss(loss(step));
    }

    private static double loss(long step) {
        return 10 + Math.sin((double) step);
    }

    private void send(long attempt, long from, long to) {
        for (long step = from; step < to; step++) {
            world.send(gradient(attempt, step).build());
        }
    }

    private TrajectorySegment only() {
        assertThat(world.segments()).hasSize(1);
        return world.segments().get(0);
    }

    private TrajectorySegment last() {
        return world.segments().get(world.segments().size() - 1);
    }

    private static List<Long> steps(TrajectorySegment segment) {
        return segment.getSteps().stream().map(TrajectoryStep::getStep).toList();
    }

    private float[] published(int answer) {
        UpdateBlock update = Objects.requireNonNull(world.answers().get(answer).update());
        return Elements.decode(update.getEncoding(), update.getValues());
    }

    @Test
    void a_segment_ends_with_its_credit_tail_and_the_next_has_begun_before() throws WireException {
        send(1, 0, 6);
        assertThat(world.segments()).isEmpty();
        send(1, 6, 11);
        assertThat(world.segments()).hasSize(2);
        for (TrajectorySegment segment : world.segments()) {
            assertThat(SegmentCheck.check(segment)).isPositive();
            assertThat(segment.getEnd()).isEqualTo(SegmentEnd.COMPLETE);
            assertThat(segment.getUnrollStart()).isEqualTo(segment.getStateStep());
            assertThat(segment.getUnrollEnd()).isEqualTo(segment.getStateStep() + 4);
            assertThat(segment.getLastStep()).isEqualTo(segment.getStateStep() + 6);
            assertThat(segment.getMemoryAge()).isEqualTo(segment.getStateStep());
            assertThat(segment.getUnrollInclusion()).isEqualTo(1);
            assertThat(segment.getBlockCoordinates()).isEqualTo(COORDINATES);
        }
        assertThat(world.segments()).extracting(TrajectorySegment::getStateStep).containsExactly(0L, 4L);
        assertThat(world.counters().count(Counters.Event.SEGMENTS)).isEqualTo(2);
    }

    @Test
    void its_gradients_and_updates_are_those_of_the_block_and_follow_from_its_state() {
        send(1, 0, 40);
        assertThat(world.segments()).hasSize(9);
        for (TrajectorySegment segment : world.segments()) {
            SegmentSteps steps = new SegmentSteps(segment);
            float[][] recomputed = steps.recomputed(Objects.requireNonNull(world.optimizer(segment.getOptimizer())));
            for (int row = 0; row < steps.rows(); row++) {
                int step = Math.toIntExact(segment.getSteps().get(row).getStep());
                float[] sent = Elements.decode(
                        ElementEncoding.FLOAT32, gradient(1, step).build().getValues());
                assertThat(steps.gradients(row)).isEqualTo(steps.pick(sent));
                assertThat(steps.updates(row)).isEqualTo(recomputed[row]).isEqualTo(steps.pick(published(step)));
            }
        }
    }

    @Test
    void smoothed_losses_are_those_strictly_before_the_step() {
        send(1, 0, 20);
        for (TrajectorySegment segment : world.segments()) {
            assertThat(segment.getInitialLoss()).isEqualTo(loss(0));
            for (TrajectoryStep step : segment.getSteps()) {
                double expected = loss(0) * Math.pow(0.8, (double) step.getStep());
                for (long before = 0; before < step.getStep(); before++) {
                    expected += 0.2 * Math.pow(0.8, (double) (step.getStep() - before - 1)) * loss(before);
                }
                assertThat(step.getLoss()).isEqualTo(loss(step.getStep()));
                assertThat(step.getSmoothedLoss()).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @Test
    void what_the_job_says_about_scale_sparseness_and_workload_is_in_it() {
        for (long step = 0; step < 7; step++) {
            world.send(gradient(1, step)
                    .setUpdateScale(1f / (1 + step))
                    .setSparse(true)
                    .setWorkload("pumps")
                    .build());
        }
        assertThat(only().getSparse()).isTrue();
        assertThat(only().getWorkload()).isEqualTo("pumps");
        assertThat(only().getSteps())
                .allSatisfy(step -> assertThat(step.getUpdateScale()).isEqualTo(1f / (1 + step.getStep())));
    }

    @Test
    void a_skipped_step_is_not_among_its_steps() {
        send(1, 0, 2);
        world.send(gradient(1, 2)
                .setKind(GradientKind.SKIP)
                .setValues(Gradients.bytes())
                .build());
        send(1, 3, 8);
        assertThat(steps(only())).containsExactly(0L, 1L, 3L, 4L, 5L, 6L, 7L);
        assertThat(only().getUnrollEnd()).isEqualTo(5);
    }

    @Test
    void a_gap_in_the_steps_ends_it() {
        send(1, 0, 3);
        send(1, 4, 5);
        assertThat(only().getEnd()).isEqualTo(SegmentEnd.GAP);
        assertThat(steps(only())).containsExactly(0L, 1L, 2L);
        assertThat(only().getUnrollEnd()).isEqualTo(3);
    }

    @Test
    void a_new_attempt_ends_it_whether_it_goes_on_or_goes_back() {
        send(1, 0, 3);
        send(2, 3, 6);
        assertThat(only().getEnd()).isEqualTo(SegmentEnd.ATTEMPT);
        assertThat(only().getAttempt()).isEqualTo(1);
        send(3, 1, 12);
        assertThat(world.segments().get(1).getEnd()).isEqualTo(SegmentEnd.ATTEMPT);
        assertThat(world.segments().get(1).getAttempt()).isEqualTo(2);
        assertThat(last().getAttempt()).isEqualTo(3);
        assertThat(last().getInitialLoss()).isEqualTo(loss(0));
        assertThat(world.segments().get(2).getSteps().get(0).getSmoothedLoss())
                .isEqualTo(0.8 * loss(0) + 0.2 * loss(0));
    }

    @Test
    void another_optimizer_version_ends_it() {
        world.publish(4, "a@2");
        send(1, 0, 6);
        assertThat(only().getEnd()).isEqualTo(SegmentEnd.VERSION);
        assertThat(only().getOptimizer()).isEqualTo("a@1");
        assertThat(steps(only())).containsExactly(0L, 1L, 2L, 3L);
        send(1, 6, 12);
        assertThat(last().getOptimizer()).isEqualTo("a@2");
    }

    @Test
    void other_settings_end_it() {
        send(1, 0, 3);
        world.send(gradient(1, 3).setWorkload("other").build());
        assertThat(only().getEnd()).isEqualTo(SegmentEnd.SETTINGS);
        assertThat(only().getLastStep()).isEqualTo(2);
    }

    @Test
    void a_gradient_of_older_parameters_ends_it() {
        send(1, 0, 3);
        world.send(gradient(1, 3).setParameterStep(1L).build());
        assertThat(only().getEnd()).isEqualTo(SegmentEnd.MODE);
    }

    @Test
    void a_step_without_a_loss_ends_it_and_is_left_out_of_the_smoothing() {
        send(1, 0, 3);
        world.send(gradient(1, 3).setLoss(null).build());
        assertThat(only().getEnd()).isEqualTo(SegmentEnd.LOSS);
        send(1, 4, 11);
        double third = 0.8 * (0.8 * loss(0) + 0.2 * loss(1)) + 0.2 * loss(2);
        assertThat(last().getSteps().get(0).getSmoothedLoss()).isCloseTo(third, within(1e-12));
    }

    @Test
    void closing_the_block_publishes_the_remainder() {
        send(1, 0, 6);
        world.send(gradient(1, 6)
                .setKind(GradientKind.CLOSE)
                .setValues(Gradients.bytes())
                .build());
        assertThat(world.segments()).extracting(TrajectorySegment::getEnd).containsOnly(SegmentEnd.CLOSE);
        assertThat(world.segments()).extracting(s -> s.getSteps().size()).containsExactly(6, 2);
    }

    @Test
    void a_remainder_of_one_step_gives_no_credit_and_is_dropped() {
        send(1, 0, 1);
        send(1, 5, 6);
        assertThat(world.segments()).isEmpty();
    }

    @Test
    void a_trip_after_one_step_leaves_a_segment_though_its_loss_is_no_number() throws WireException {
        send(1, 0, 1);
        world.send(gradient(1, 1).setLoss(Double.NaN).build());
        assertThat(SegmentCheck.check(only())).isPositive();
        assertThat(only().getEnd()).isEqualTo(SegmentEnd.GUARD);
        assertThat(steps(only())).containsExactly(0L);
        assertThat(only().getSteps().get(0).getMask()).isEqualTo(StepMask.LEARNED);
    }

    @Test
    void a_trip_at_a_skipped_step_leaves_one_too() throws WireException {
        send(1, 0, 1);
        world.send(gradient(1, 1)
                .setKind(GradientKind.SKIP)
                .setValues(Gradients.bytes())
                .setLoss(Double.POSITIVE_INFINITY)
                .build());
        assertThat(SegmentCheck.check(only())).isPositive();
        assertThat(only().getEnd()).isEqualTo(SegmentEnd.GUARD);
    }

    @Test
    void a_trip_by_losses_leaves_the_gradient_that_was_thrown_away() throws WireException {
        send(1, 0, 1);
        for (long step = 1; step < 4; step++) {
            world.send(gradient(1, step).setLoss(1e9).build());
        }
        assertThat(SegmentCheck.check(only())).isPositive();
        assertThat(only().getEnd()).isEqualTo(SegmentEnd.GUARD);
        assertThat(only().getSteps())
                .extracting(TrajectoryStep::getMask)
                .containsExactly(StepMask.LEARNED, StepMask.LEARNED, StepMask.LEARNED, StepMask.FALLBACK);
    }

    @Test
    void a_trip_after_updates_that_are_no_numbers_ends_with_their_gradient() throws WireException {
        world.publish("c@1", overflowing());
        world.send(gradient(1, 0).setOptimizer("c@1").build());
        world.send(gradient(1, 1).setOptimizer("c@1").setLoss(Double.NaN).build());
        assertThat(SegmentCheck.check(only())).isPositive();
        assertThat(only().getEnd()).isEqualTo(SegmentEnd.GUARD);
        assertThat(steps(only())).containsExactly(0L);
        assertThat(only().getSteps().get(0).getMask()).isEqualTo(StepMask.FALLBACK);
    }

    /** One whose every update is infinite or NaN. */
    private static Optimizer overflowing() {
        LstmSpec spec =
                new LstmSpec(List.of(new Feature.LogAndSign(10)), List.of(2), new Output.Linear(Float.MAX_VALUE));
        float[] parameters = new float[spec.parameterCount()];
        Arrays.fill(parameters, 1e30f);
        return Optimizers.scalar(spec, OptimizerParameters.of(spec, parameters));
    }

    @Test
    void what_a_block_left_unfinished_when_it_went_idle_is_dropped() {
        send(1, 0, 3);
        world.send(gradient(1, 3).build(), Duration.ofHours(25).toMillis());
        assertThat(world.segments()).isEmpty();
    }

    @Test
    void an_update_that_the_job_replaced_is_masked_and_the_memory_goes_on() {
        float[] applied = new float[COORDINATES];
        Arrays.fill(applied, 0.25f);
        send(1, 0, 2);
        world.send(gradient(1, 2).setApplied(Gradients.bytes(applied)).build());
        send(1, 3, 7);
        SegmentSteps steps = new SegmentSteps(only());
        float[][] recomputed = steps.recomputed(Objects.requireNonNull(world.optimizer("a@1")));
        for (int row = 0; row < steps.rows(); row++) {
            boolean isReplaced = row == 1;
            assertThat(only().getSteps().get(row).getMask())
                    .isEqualTo(isReplaced ? StepMask.REPLACED : StepMask.LEARNED);
            assertThat(steps.updates(row)).isEqualTo(isReplaced ? steps.pick(applied) : recomputed[row]);
        }
    }

    @Test
    void an_applied_update_that_is_no_number_voids_the_segment() {
        float[] applied = new float[COORDINATES];
        applied[COORDINATES - 1] = Float.NaN;
        send(1, 0, 2);
        world.send(gradient(1, 2).setApplied(Gradients.bytes(applied)).build());
        send(1, 3, 7);
        assertThat(world.segments()).isEmpty();
    }

    @Test
    void a_job_without_losses_leaves_none() {
        for (long step = 0; step < 20; step++) {
            world.send(gradient(1, step).setLoss(null).build());
        }
        assertThat(world.segments()).isEmpty();
    }

    @Test
    void a_hand_designed_optimizer_leaves_none() {
        for (long step = 0; step < 20; step++) {
            world.send(gradient(1, step).setOptimizer("b@1").build());
        }
        assertThat(world.segments()).isEmpty();
    }

    @Test
    void a_resent_record_finishes_nothing_twice() {
        send(1, 0, 7);
        world.send(gradient(1, 6).build());
        assertThat(world.segments()).hasSize(1);
    }

    @Test
    void open_segments_are_counted_as_live_memory_and_given_back() {
        send(1, 0, 1);
        long open = world.liveBytes();
        world.send(gradient(1, 5).setLoss(null).build());
        assertThat(world.liveBytes()).isLessThan(open);
    }
}

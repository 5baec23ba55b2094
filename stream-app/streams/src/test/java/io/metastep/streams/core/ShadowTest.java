package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;
import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.SegmentCheck;
import io.metastep.schemas.SegmentEnd;
import io.metastep.schemas.StepComparison;
import io.metastep.schemas.StepMask;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.TrajectoryStep;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.WireException;
import io.metastep.streams.core.Counters.Event;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Jobs that take their steps themselves, in unrolls of 4 steps with a credit tail of 3. */
class ShadowTest {
    private static final int COORDINATES = 300;

    private final World world = new World();

    /** A step that the job takes itself; it tells what it applied at the step before. */
    private static GradientBlock.Builder shadow(long attempt, long step) {
        return gradient(attempt, step).setKind(GradientKind.SHADOW).setApplied(applied(step - 1));
    }

    private static GradientBlock.Builder gradient(long attempt, long step) {
        return Gradients.of("job", 0, attempt, step, COORDINATES).setLoss(10 + Math.sin((double) step));
    }

    private static ByteBuffer applied(long step) {
        return Gradients.values(1_000 + step, COORDINATES);
    }

    private static float[] floats(ByteBuffer bytes) {
        return Elements.decode(ElementEncoding.FLOAT32, bytes);
    }

    private UpdateBlock send(GradientBlock.Builder gradient) {
        return Objects.requireNonNull(world.send(gradient.build()).update());
    }

    private void shadow(long attempt, long from, long to) {
        for (long step = from; step < to; step++) {
            send(shadow(attempt, step));
        }
    }

    private TrajectorySegment only() {
        assertThat(world.segments()).hasSize(1);
        return world.segments().get(0);
    }

    @Test
    void a_step_that_the_job_takes_itself_is_acknowledged_without_an_update() {
        UpdateBlock answer = send(shadow(1, 0));
        assertThat(answer.getAction()).isEqualTo(UpdateAction.SKIP);
        assertThat(answer.getAppliedBy()).isEqualTo(AppliedBy.NONE);
        assertThat(answer.getValues().remaining()).isZero();
        assertThat(answer.getMemoryAge()).isEqualTo(1);
        assertThat(answer.getBestStep()).isNull();
        assertThat(send(shadow(1, 0))).isEqualTo(answer);
        assertThat(world.counters().count(Event.SHADOW_STEPS)).isEqualTo(1);
        assertThat(world.counters().count(Event.STEPS)).isZero();
    }

    @Test
    void sums_are_those_of_the_optimizers_own_steps_and_the_jobs() {
        for (long step = 0; step < 10; step++) {
            send(shadow(1, step).setUpdateScale(0.5f).setWorkload("pumps"));
        }
        assertThat(world.comparisons()).hasSize(9);
        Optimizer optimizer = Objects.requireNonNull(world.optimizer("a@1"));
        BlockState state = optimizer.newState(COORDINATES);
        float[] learned = new float[COORDINATES];
        for (int step = 0; step < 9; step++) {
            float[] gradient = floats(gradient(1, step).build().getValues());
            optimizer.step(state, gradient, learned, false);
            assertSums(world.comparisons().get(step), step, gradient, learned, floats(applied(step)));
        }
        assertThat(world.counters().count(Event.COMPARISONS)).isEqualTo(9);
    }

    private static void assertSums(
            StepComparison comparison, long step, float[] gradient, float[] learned, float[] applied) {
        assertThat(comparison.getJobId()).isEqualTo("job");
        assertThat(comparison.getStep()).isEqualTo(step);
        assertThat(comparison.getOptimizer()).isEqualTo("a@1");
        assertThat(comparison.getWorkload()).isEqualTo("pumps");
        assertThat(comparison.getMemoryAge()).isEqualTo(step + 1);
        assertThat(comparison.getCoordinates()).isEqualTo(COORDINATES);
        assertThat(comparison.getLearnedApplied()).isCloseTo(0.25 * dot(learned, applied), within(1e-9));
        assertThat(comparison.getLearnedSquared()).isCloseTo(0.25 * dot(learned, learned), within(1e-9));
        assertThat(comparison.getAppliedSquared()).isCloseTo(0.25 * dot(applied, applied), within(1e-9));
        assertThat(comparison.getGradientLearned()).isCloseTo(0.5 * dot(gradient, learned), within(1e-9));
        assertThat(comparison.getGradientApplied()).isCloseTo(0.5 * dot(gradient, applied), within(1e-9));
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }

    @Test
    void the_scale_of_a_comparison_is_that_of_its_step() {
        send(shadow(1, 0).setUpdateScale(3));
        send(shadow(1, 1).setUpdateScale(7));
        double applied = dot(floats(applied(0)), floats(applied(0)));
        assertThat(world.comparisons().get(0).getAppliedSquared()).isCloseTo(9 * applied, within(1e-9 * applied));
    }

    @Test
    void nothing_is_compared_that_the_job_does_not_tell() {
        send(shadow(1, 0));
        send(shadow(1, 1).setApplied(null));
        send(gradient(1, 2).setKind(GradientKind.SKIP).setValues(Gradients.bytes()));
        send(shadow(1, 3));
        send(shadow(1, 5));
        send(shadow(2, 6));
        assertThat(world.comparisons()).isEmpty();
        send(shadow(2, 7));
        assertThat(world.comparisons()).hasSize(1);
        float[] notFinite = new float[COORDINATES];
        notFinite[7] = Float.NaN;
        send(shadow(2, 8).setApplied(Gradients.bytes(notFinite)));
        assertThat(world.comparisons()).hasSize(1);
    }

    @Test
    void an_update_of_ours_that_the_job_replaced_is_not_compared() {
        send(gradient(1, 0));
        send(gradient(1, 1).setApplied(applied(0)));
        assertThat(world.comparisons()).isEmpty();
    }

    @Test
    void a_leap_tells_of_the_last_own_step_ends_the_unroll_and_keeps_the_memory() {
        shadow(1, 0, 6);
        UpdateBlock first = send(gradient(1, 6).setApplied(applied(5)));
        assertThat(first.getAction()).isEqualTo(UpdateAction.APPLY);
        assertThat(first.getMemoryAge()).isEqualTo(7);
        assertThat(first.getBestStep()).isEqualTo(6);
        assertThat(world.comparisons()).hasSize(6);
        Optimizer optimizer = Objects.requireNonNull(world.optimizer("a@1"));
        BlockState state = optimizer.newState(COORDINATES);
        float[] learned = new float[COORDINATES];
        for (long step = 0; step <= 6; step++) {
            optimizer.step(state, floats(gradient(1, step).build().getValues()), learned, false);
        }
        assertThat(floats(first.getValues())).isEqualTo(learned);
        TrajectorySegment own = world.segments().get(0);
        assertThat(own.getEnd()).isEqualTo(SegmentEnd.MODE);
        assertThat(own.getSteps())
                .hasSize(6)
                .extracting(TrajectoryStep::getMask)
                .containsOnly(StepMask.SHADOW);
    }

    @Test
    void a_leap_may_bring_another_version() {
        world.publish(2, "a@2");
        shadow(1, 0, 2);
        assertThat(send(gradient(1, 2).setApplied(applied(1))).getOptimizer()).isEqualTo("a@2");
        assertThat(world.comparisons().get(1).getOptimizer()).isEqualTo("a@1");
    }

    @Test
    void the_guard_looks_away_from_own_steps_and_begins_anew_at_a_leap() {
        for (long step = 0; step < 20; step++) {
            double loss = step < 5 ? 1 : 1e9;
            assertThat(send(shadow(1, step).setLoss(loss)).getAction()).isEqualTo(UpdateAction.SKIP);
        }
        GradientBlock.Builder skipped =
                gradient(1, 20).setKind(GradientKind.SKIP).setValues(Gradients.bytes());
        assertThat(send(skipped.setLoss(Double.NaN)).getAction()).isEqualTo(UpdateAction.SKIP);
        assertThat(send(gradient(1, 21).setLoss(1e9)).getBestStep()).isEqualTo(21);
    }

    @Test
    void a_job_under_the_fallback_that_takes_over_ends_it() {
        send(gradient(1, 0).setLoss(1.0));
        send(gradient(1, 1).setLoss(Double.NaN));
        assertThat(send(gradient(1, 2)).getAppliedBy()).isEqualTo(AppliedBy.FALLBACK);
        assertThat(send(shadow(1, 3)).getMemoryAge()).isEqualTo(1);
        assertThat(send(gradient(1, 4)).getAppliedBy()).isEqualTo(AppliedBy.LEARNED);
    }

    @Test
    void segments_have_what_the_job_applied_and_end_before_what_it_has_not_told() throws WireException {
        shadow(1, 0, 7);
        assertThat(SegmentCheck.check(only())).isPositive();
        assertThat(only().getEnd()).isEqualTo(SegmentEnd.COMPLETE);
        assertThat(only().getUnrollEnd()).isEqualTo(4);
        SegmentSteps steps = new SegmentSteps(only());
        assertThat(steps.rows()).isEqualTo(6);
        for (int row = 0; row < steps.rows(); row++) {
            assertThat(only().getSteps().get(row).getMask()).isEqualTo(StepMask.SHADOW);
            assertThat(steps.updates(row)).isEqualTo(steps.pick(floats(applied(row))));
        }
    }

    @Test
    void a_step_that_is_never_told_ends_the_segment_before_it() {
        shadow(1, 0, 4);
        send(shadow(1, 4).setApplied(null));
        assertThat(only().getEnd()).isEqualTo(SegmentEnd.MODE);
        assertThat(only().getLastStep()).isEqualTo(2);
    }

    @Test
    void a_job_that_never_tells_leaves_no_segments() {
        for (long step = 0; step < 30; step++) {
            send(shadow(1, step).setApplied(null));
        }
        assertThat(world.segments()).isEmpty();
        assertThat(world.comparisons()).isEmpty();
    }

    @Test
    void a_new_attempt_goes_back_among_own_steps() {
        shadow(1, 0, 9);
        UpdateBlock again = send(shadow(2, 5));
        assertThat(again.getMemoryAge()).isEqualTo(6);
        send(shadow(2, 6));
        StepComparison first = world.comparisons().get(5);
        StepComparison second = world.comparisons().get(8);
        assertThat(second.getStep()).isEqualTo(first.getStep()).isEqualTo(5);
        assertThat(second.getAttempt()).isEqualTo(2);
        assertThat(second.getLearnedApplied()).isEqualTo(first.getLearnedApplied());
    }
}

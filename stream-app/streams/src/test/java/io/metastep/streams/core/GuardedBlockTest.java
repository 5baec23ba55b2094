package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.MomentsAdam;
import io.metastep.optimizer.Optimizer;
import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.SegmentEnd;
import io.metastep.schemas.StepMask;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.TrajectoryStep;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.streams.core.Counters.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the guard does to a block. With the settings of {@link World} three bad losses in a row trip it, the fallback answers 6
 * gradients before the first new try, 12 before the second, and there is no third.
 */
class GuardedBlockTest {
    private static final float RATE = 0.05f;
    private static final double BAD = 100;

    private final World world = new World();

    private static GradientBlock.Builder gradient(int block, long attempt, long step, double loss) {
        return Gradients.of("job", block, attempt, step).setLoss(loss).setFallbackRate(RATE);
    }

    private static GradientBlock.Builder skip(long step, double loss) {
        return gradient(0, 1, step, loss).setKind(GradientKind.SKIP).setValues(Gradients.bytes());
    }

    private UpdateBlock send(GradientBlock.Builder gradient) {
        return Objects.requireNonNull(world.send(gradient.build()).update());
    }

    /** Gradients of that many steps from the given one on, at losses that fall. */
    private List<UpdateBlock> calm(long from, long to) {
        List<UpdateBlock> updates = new ArrayList<>();
        for (long step = from; step < to; step++) {
            updates.add(send(gradient(0, 1, step, 1.0 / (2 + step))));
        }
        return updates;
    }

    private static float[] sent(int block, long step) {
        return Elements.decode(
                ElementEncoding.FLOAT32, gradient(block, 1, step, 0).build().getValues());
    }

    private Optimizer learned() {
        return Objects.requireNonNull(world.optimizer("a@1"));
    }

    @Test
    void a_loss_that_is_not_finite_sends_the_job_back_and_gives_the_block_to_the_fallback() {
        calm(0, 5);
        UpdateBlock revert = send(skip(5, Double.NaN));
        assertThat(revert.getAction()).isEqualTo(UpdateAction.REVERT);
        assertThat(revert.getAppliedBy()).isEqualTo(AppliedBy.NONE);
        assertThat(revert.getBestStep()).isEqualTo(4);
        assertThat(revert.getValues().remaining()).isZero();
        assertThat(revert.getOptimizer()).isEqualTo("a@1");

        UpdateBlock next = send(gradient(0, 1, 6, 0.2));
        assertThat(next.getAction()).isEqualTo(UpdateAction.APPLY);
        assertThat(next.getAppliedBy()).isEqualTo(AppliedBy.FALLBACK);
        assertThat(next.getOptimizer()).isEqualTo("a@1");
        assertThat(next.getBestStep()).isEqualTo(6);
        assertThat(world.counters().count(Event.GUARD_TRIPS)).isEqualTo(1);
        assertThat(world.counters().count(Event.REVERTS)).isEqualTo(1);
        assertThat(world.counters().count(Event.FALLBACK_STEPS)).isEqualTo(1);
    }

    @Test
    void bad_losses_in_a_row_do_the_same_and_the_gradient_at_the_last_of_them_has_no_effect() {
        calm(0, 5);
        assertThat(send(gradient(0, 1, 5, BAD)).getAction()).isEqualTo(UpdateAction.APPLY);
        assertThat(send(gradient(0, 1, 6, BAD)).getAction()).isEqualTo(UpdateAction.APPLY);
        UpdateBlock revert = send(gradient(0, 1, 7, BAD));
        assertThat(revert.getAction()).isEqualTo(UpdateAction.REVERT);
        assertThat(revert.getBestStep()).isEqualTo(4);
    }

    @Test
    void the_fallback_is_adam_that_goes_on_from_the_moments_at_the_best_parameters() {
        calm(0, 5);
        BlockState state = learned().newState(Gradients.COORDINATES);
        float[] expected = new float[Gradients.COORDINATES];
        for (long step = 0; step < 4; step++) {
            learned().step(state, sent(0, step), expected, false);
        }
        for (long step = 5; step < 8; step++) {
            send(gradient(0, 1, step, BAD));
        }
        MomentsAdam adam = new MomentsAdam();
        for (long step = 8; step < 14; step++) {
            adam.step(state, sent(0, step), expected, RATE, false);
            UpdateBlock update = send(gradient(0, 1, step, 0.1));
            assertThat(update.getAppliedBy()).isEqualTo(AppliedBy.FALLBACK);
            assertThat(update.getValues()).as("step %s", step).isEqualTo(Gradients.bytes(expected));
        }
        state.clearBeyondMoments();
        learned().step(state, sent(0, 14), expected, false);
        UpdateBlock again = send(gradient(0, 1, 14, 0.1));
        assertThat(again.getAppliedBy()).isEqualTo(AppliedBy.LEARNED);
        assertThat(again.getMemoryAge()).isEqualTo(1);
        assertThat(again.getValues()).isEqualTo(Gradients.bytes(expected));
        assertThat(world.counters().count(Event.GUARD_RETRIES)).isEqualTo(1);
    }

    @Test
    void tries_run_out() {
        List<String> makers = new ArrayList<>();
        calm(0, 2);
        for (long step = 2; step < 60; step++) {
            boolean isLearned =
                    makers.isEmpty() || makers.get(makers.size() - 1).equals("LEARNED");
            makers.add(send(gradient(0, 1, step, isLearned ? Double.NaN : 0.1))
                    .getAppliedBy()
                    .name());
        }
        String line = String.join(" ", makers);
        String first = " FALLBACK".repeat(6);
        String second = " FALLBACK".repeat(12);
        assertThat(line)
                .startsWith("NONE" + first + " LEARNED NONE" + second + " LEARNED NONE" + " FALLBACK".repeat(30));
    }

    @Test
    void while_no_loss_was_finite_there_is_nothing_to_go_back_to() {
        assertThat(send(skip(0, Double.NaN)).getAction()).isEqualTo(UpdateAction.SKIP);
        UpdateBlock update = send(gradient(0, 1, 1, Double.POSITIVE_INFINITY));
        assertThat(update.getAction()).isEqualTo(UpdateAction.APPLY);
        assertThat(update.getBestStep()).isNull();
    }

    @Test
    void a_block_without_losses_is_not_guarded() {
        for (long step = 0; step < 50; step++) {
            UpdateBlock update = send(Gradients.of("job", 0, 1, step));
            assertThat(update.getAppliedBy()).isEqualTo(AppliedBy.LEARNED);
            assertThat(update.getBestStep()).isNull();
        }
    }

    @Test
    void a_resent_record_that_was_answered_with_revert_is_answered_so_again_also_after_a_crash() {
        calm(0, 5);
        UpdateBlock revert = send(skip(5, Double.NaN));
        assertThat(send(skip(5, Double.NaN))).isEqualTo(revert);
        world.commit();
        world.crash();
        assertThat(send(skip(5, Double.NaN))).isEqualTo(revert);
        world.drain();
        world.commit();
        world.crash();
        assertThat(send(skip(5, Double.NaN))).isEqualTo(revert);
    }

    @Test
    void all_blocks_of_a_job_do_the_same_at_the_same_steps_whatever_their_optimizer_and_size() {
        Random random = new Random(5);
        int trips = 0;
        for (long step = 0; step < 400; step++) {
            double loss = random.nextInt(40) == 0 ? Double.NaN : step % 50 > 44 ? BAD : 1 + random.nextDouble();
            UpdateBlock first = send(gradient(0, 1, step, loss));
            UpdateBlock second = send(gradient(1, 1, step, loss).setOptimizer("b@1"));
            UpdateBlock third = send(Gradients.of("job", 2, 1, step, 40).setLoss(loss));
            for (UpdateBlock other : List.of(second, third)) {
                assertThat(other.getAction()).as("step %s", step).isEqualTo(first.getAction());
                assertThat(other.getAppliedBy()).as("step %s", step).isEqualTo(first.getAppliedBy());
                assertThat(other.getBestStep()).as("step %s", step).isEqualTo(first.getBestStep());
            }
            trips += first.getAction() == UpdateAction.REVERT ? 1 : 0;
        }
        assertThat(trips).isGreaterThan(3);
    }

    /** A life with everything in it: calm, a trip, the fallback, a NaN under it, a second try that lasts, another trip. */
    private static GradientBlock life(long attempt, long step) {
        return gradient(0, attempt, step, loss(step)).build();
    }

    private static double loss(long step) {
        boolean isBad = (step >= 7 && step < 10) || (step >= 33 && step < 36);
        return step == 13 ? Double.NaN : isBad ? BAD : 1.0 / (2 + step);
    }

    private static final int LIFE = 50;

    private static World lived(long attempt, long from, long to) {
        World lived = new World();
        live(lived, attempt, from, to);
        return lived;
    }

    private static List<UpdateBlock> live(World world, long attempt, long from, long to) {
        List<UpdateBlock> updates = new ArrayList<>();
        for (long step = from; step < to; step++) {
            updates.add(Objects.requireNonNull(world.send(life(attempt, step)).update()));
        }
        return updates;
    }

    @Test
    void a_crash_at_any_record_changes_no_answer() {
        World expected = lived(1, 0, LIFE);
        for (int cut = 0; cut <= LIFE; cut++) {
            World crashed = new World();
            for (long step = 0; step < LIFE; step++) {
                crashed.append(life(1, step));
            }
            crashed.deliver(cut);
            crashed.commit();
            crashed.crash();
            crashed.deliverAll();
            assertThat(crashed.answers()).as("crash after %s records", cut).isEqualTo(expected.answers());
            assertThat(crashed.emissions()).as("crash after %s records", cut).isEqualTo(expected.emissions());
        }
    }

    @Test
    void a_new_attempt_at_any_step_has_the_guard_of_that_step() {
        for (long start = 1; start < LIFE; start++) {
            World rewound = lived(1, 0, LIFE);
            World straight = lived(1, 0, start);
            assertThat(live(rewound, 2, start, start + 20))
                    .as("attempt 2 at step %s", start)
                    .isEqualTo(live(straight, 2, start, start + 20));
        }
    }

    @Test
    void a_guard_outlives_a_memory_that_starts_afresh_for_another_optimizer_and_a_crash_after_that() {
        for (boolean crashes : new boolean[] {false, true}) {
            World other = new World();
            other.publish(12, "b@1");
            live(other, 1, 0, 14);
            if (crashes) {
                other.commit();
                other.crash();
            }
            assertThat(live(other, 1, 14, 16))
                    .extracting(UpdateBlock::getAppliedBy, UpdateBlock::getOptimizer)
                    .containsOnly(org.assertj.core.groups.Tuple.tuple(AppliedBy.FALLBACK, "b@1"));
        }
    }

    private static GradientBlock wide(long step) {
        return Gradients.of("job", 0, 1, step, 300).setLoss(loss(step)).build();
    }

    @Test
    void a_trip_ends_segments_with_the_gradient_that_it_threw_away_and_the_fallback_leaves_none() {
        for (long step = 0; step < LIFE; step++) {
            world.send(wide(step));
        }
        List<TrajectorySegment> segments = world.segments();
        TrajectorySegment tripped = segments.stream()
                .filter(segment -> segment.getEnd() == SegmentEnd.GUARD)
                .findFirst()
                .orElseThrow();
        List<TrajectoryStep> steps = tripped.getSteps();
        assertThat(tripped.getLastStep()).isEqualTo(9);
        assertThat(steps.get(steps.size() - 1).getMask()).isEqualTo(StepMask.FALLBACK);
        assertThat(steps.subList(0, steps.size() - 1))
                .extracting(TrajectoryStep::getMask)
                .containsOnly(StepMask.LEARNED);
        SegmentSteps rows = new SegmentSteps(tripped);
        float[] thrownAway = Elements.decode(ElementEncoding.FLOAT32, wide(9).getValues());
        assertThat(rows.gradients(steps.size() - 1)).isEqualTo(rows.pick(thrownAway));

        TrajectorySegment again = segments.stream()
                .filter(segment -> segment.getStateStep() > 9)
                .findFirst()
                .orElseThrow();
        UpdateBlock firstOfTry = Objects.requireNonNull(
                world.answers().get((int) again.getStateStep()).update());
        assertThat(again.getMemoryAge()).isZero();
        assertThat(firstOfTry.getAppliedBy()).isEqualTo(AppliedBy.LEARNED);
        assertThat(firstOfTry.getMemoryAge()).isEqualTo(1);
        assertThat(again.getInitialLoss()).isEqualTo(wide(again.getStateStep()).getLoss());
    }
}

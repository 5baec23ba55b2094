package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.GradientKind;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.streams.core.Counters.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RewindTest {
    private static final int STEPS = 30;
    private static final int MORE = 10;

    /** Steps {@code from} to {@code to} of an attempt, exclusive; their updates. */
    private static List<UpdateBlock> run(World world, long attempt, long from, long to) {
        List<UpdateBlock> updates = new ArrayList<>();
        for (long step = from; step < to; step++) {
            updates.add(Objects.requireNonNull(
                    world.send(Gradients.of("job", 0, attempt, step).build()).update()));
        }
        return updates;
    }

    private static List<UpdateBlock> straight(long start, long attempt) {
        World world = new World();
        run(world, attempt - 1, 0, start);
        return run(world, attempt, start, start + MORE);
    }

    @Test
    void a_new_attempt_at_any_step_goes_on_as_if_the_steps_after_it_had_never_been() {
        for (long start = 1; start <= STEPS; start++) {
            World world = new World();
            run(world, 1, 0, STEPS);
            assertThat(run(world, 2, start, start + MORE))
                    .as("attempt 2 at step %s", start)
                    .isEqualTo(straight(start, 2));
        }
    }

    @Test
    void it_does_so_after_a_crash_at_any_record_too() {
        List<UpdateBlock> expected = straight(17, 2);
        for (int cut = 0; cut <= STEPS + MORE; cut++) {
            World world = new World();
            for (long step = 0; step < STEPS; step++) {
                world.append(Gradients.of("job", 0, 1, step).build());
            }
            for (long step = 17; step < 17 + MORE; step++) {
                world.append(Gradients.of("job", 0, 2, step).build());
            }
            world.deliver(cut);
            world.commit();
            world.crash();
            world.deliverAll();
            List<UpdateBlock> last = world.answers().subList(STEPS, STEPS + MORE).stream()
                    .map(answer -> Objects.requireNonNull(answer.update()))
                    .toList();
            assertThat(last).as("crash after %s records", cut).isEqualTo(expected);
        }
    }

    @Test
    void attempts_may_go_back_again_and_again() {
        World world = new World();
        run(world, 1, 0, 25);
        run(world, 2, 14, 28);
        run(world, 3, 14, 20);
        run(world, 4, 18, 33);
        run(world, 5, 9, 12);
        World expected = new World();
        run(expected, 1, 0, 9);
        run(expected, 5, 9, 12);
        assertThat(run(world, 6, 12, 22)).isEqualTo(run(expected, 6, 12, 22));
        assertThat(world.counters().count(Event.REWINDS)).isEqualTo(4);
    }

    @Test
    void what_is_rewound_to_may_itself_have_been_rewound() {
        World world = new World();
        run(world, 1, 0, 20);
        run(world, 2, 10, 30);
        World expected = new World();
        run(expected, 1, 0, 10);
        run(expected, 2, 10, 21);
        assertThat(run(world, 3, 21, 28)).isEqualTo(run(expected, 3, 21, 28));
    }

    @Test
    void a_later_step_that_was_rejected_ends_nothing() {
        World world = new World();
        run(world, 1, 0, 10);
        world.send(Gradients.of("job", 0, 1, 15).setOptimizer("a@9").build());
        run(world, 1, 10, 25);
        assertThat(run(world, 2, 14, 20)).isEqualTo(straight(14, 2).subList(0, 6));
    }

    @Test
    void versions_are_those_of_then() {
        World world = new World();
        world.publish(8, "a@2");
        world.publish(20, "a@3");
        run(world, 1, 0, 25);
        World expected = new World();
        expected.publish(8, "a@2");
        run(expected, 1, 0, 15);
        expected.publish(15, "a@3");
        assertThat(run(world, 2, 15, 25)).isEqualTo(run(expected, 2, 15, 25));
    }

    @Test
    void a_new_attempt_from_the_start_starts_afresh() {
        World world = new World();
        run(world, 1, 0, 25);
        assertThat(run(world, 2, 0, 10)).isEqualTo(run(new World(), 2, 0, 10));
        assertThat(world.counters().count(Event.MEMORY_RESTARTS)).isZero();
    }

    @Test
    void a_new_attempt_may_begin_with_a_skip() {
        World world = new World();
        run(world, 1, 0, 25);
        UpdateBlock skipped = Objects.requireNonNull(world.send(
                        Gradients.of("job", 0, 2, 10).setKind(GradientKind.SKIP).build())
                .update());
        assertThat(skipped.getAction()).isEqualTo(UpdateAction.SKIP);
        assertThat(run(world, 2, 11, 12).get(0).getMemoryAge()).isEqualTo(11);
    }

    @Test
    void where_the_log_no_longer_reaches_back_it_starts_afresh_and_says_so() {
        World world = new World();
        run(world, 1, 0, 25);
        world.expire(20);
        assertThat(run(world, 2, 3, 4).get(0).getMemoryAge()).isEqualTo(1);
        assertThat(run(world, 2, 4, 5).get(0).getMemoryAge()).isEqualTo(2);
        assertThat(world.counters().count(Event.MEMORY_RESTARTS)).isEqualTo(1);
    }

    @Test
    void the_old_attempt_is_fenced_after_the_rewind() {
        World world = new World();
        run(world, 1, 0, 25);
        run(world, 2, 10, 12);
        assertThat(run(world, 1, 25, 26).get(0).getReason()).isEqualTo("FENCED_ATTEMPT");
    }

    private static List<UpdateBlock> runJob(World world, long attempt, long from, long to) {
        List<UpdateBlock> updates = new ArrayList<>();
        for (long step = from; step < to; step++) {
            for (int block = 0; block < 4; block++) {
                updates.add(Objects.requireNonNull(
                        world.send(Gradients.of("job", block, attempt, step).build())
                                .update()));
            }
        }
        return updates;
    }

    @Test
    void the_log_is_read_once_for_all_blocks_of_a_job() {
        World world = new World();
        runJob(world, 1, 0, 22);
        World expected = new World();
        runJob(expected, 1, 0, 13);
        int reads = world.reads();
        assertThat(runJob(world, 2, 13, 24)).isEqualTo(runJob(expected, 2, 13, 24));
        assertThat(world.reads() - reads).isEqualTo(1);
        assertThat(world.counters().count(Event.REWINDS)).isEqualTo(4);
    }

    @Test
    void what_a_block_still_did_after_its_job_was_rewound_voids_what_was_prepared() {
        World world = new World();
        runJob(world, 1, 0, 22);
        run(world, 2, 13, 14);
        world.send(Gradients.of("job", 1, 1, 22).build());
        World expected = new World();
        runJob(expected, 1, 0, 13);
        UpdateBlock update = Objects.requireNonNull(
                world.send(Gradients.of("job", 1, 2, 13).build()).update());
        assertThat(update)
                .isEqualTo(expected.send(Gradients.of("job", 1, 2, 13).build()).update());
    }

    @Test
    void what_was_prepared_in_vain_is_given_back() {
        World world = new World();
        runJob(world, 1, 0, 22);
        long before = world.liveBytes();
        run(world, 2, 13, 14);
        assertThat(world.liveBytes()).isGreaterThan(before);
        world.partition().keepUp(1_000_000);
        assertThat(world.liveBytes()).isEqualTo(before);
    }

    @Test
    void what_was_prepared_makes_room_before_a_block_is_refused() {
        World world = new World(World.SETTINGS, 4_400);
        for (long step = 0; step < 22; step++) {
            world.send(Gradients.of("job", 0, 1, step).build());
            world.send(Gradients.of("job", 1, 1, step).build());
        }
        long before = world.liveBytes();
        run(world, 2, 13, 14);
        assertThat(world.liveBytes()).isGreaterThan(before);
        UpdateBlock other = Objects.requireNonNull(
                world.send(Gradients.of("other", 0, 1, 0).build()).update());
        assertThat(other.getAction()).isEqualTo(UpdateAction.APPLY);
    }

    @Test
    void a_block_whose_past_cannot_be_told_keeps_no_other_from_telling_its_own() {
        World world = new World();
        for (long step = 0; step < 22; step++) {
            world.send(Gradients.of("job", 0, 1, step).build());
            world.send(Gradients.of("job", 1, 1, step).setOptimizer("a@3").build());
        }
        world.unpublish("a@3");
        assertThat(run(world, 2, 13, 14)).isEqualTo(straight(13, 2).subList(0, 1));
        UpdateBlock other = Objects.requireNonNull(
                world.send(Gradients.of("job", 1, 2, 13).build()).update());
        assertThat(other.getMemoryAge()).isEqualTo(1);
        assertThat(world.counters().count(Event.MEMORY_RESTARTS)).isEqualTo(1);
    }
}

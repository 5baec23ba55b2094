package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.GradientKind;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.streams.core.Counters.Event;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final int STEPS = 28;

    private static World filled() {
        World world = new World();
        for (int step = 0; step < STEPS; step++) {
            for (int block = 0; block < 3; block++) {
                world.append(Gradients.of("job", block, 1, step).build());
            }
        }
        world.publish(40, "a@2");
        world.publish(70, "a@3");
        return world;
    }

    private static List<World.Answer> uninterrupted() {
        World world = filled();
        world.deliverAll();
        return world.answers();
    }

    @Test
    void after_a_crash_at_any_record_all_answers_have_the_bits_of_a_run_that_never_stopped() {
        List<World.Answer> expected = uninterrupted();
        for (int cut = 0; cut <= STEPS * 3; cut++) {
            World world = filled();
            world.deliver(cut);
            world.commit();
            world.crash();
            world.deliverAll();
            assertThat(world.answers()).as("crash after %s records", cut).isEqualTo(expected);
        }
    }

    @Test
    void a_replay_tells_how_much_of_it_is_left() {
        World world = filled();
        world.deliver(2);
        world.commit();
        assertThat(world.mostToReplay()).isZero();
        world.crash();
        assertThat(world.mostToReplay()).isEqualTo(2);
        assertThat(world.leftToReplay()).isZero();
    }

    @Test
    void the_oldest_record_without_a_snapshot_is_told_until_there_is_none() {
        World world = filled();
        assertThat(world.partition().uncoveredSince()).isEmpty();
        world.deliver(1);
        assertThat(world.partition().uncoveredSince()).hasValue(1_000);
        world.drain();
        assertThat(world.partition().uncoveredSince()).isEmpty();
    }

    @Test
    void what_was_not_committed_is_computed_again() {
        List<World.Answer> expected = uninterrupted();
        for (int cut = 0; cut <= STEPS * 3; cut++) {
            World world = filled();
            world.deliver(cut / 2);
            world.commit();
            world.deliver(cut);
            world.reinitialize();
            world.deliverAll();
            assertThat(world.answers()).as("abort after %s records", cut).isEqualTo(expected);
        }
    }

    @Test
    void initialized_twice_it_starts_from_nothing_both_times() {
        World world = filled();
        world.deliver(55);
        world.commit();
        world.reinitialize();
        world.reinitialize();
        world.deliverAll();
        assertThat(world.answers()).isEqualTo(uninterrupted());
    }

    @Test
    void after_a_drain_nothing_is_replayed() {
        World world = filled();
        world.deliver(65);
        world.drain();
        world.commit();
        world.crash();
        assertThat(world.counters().count(Event.REPLAYED)).isZero();
        world.deliverAll();
        assertThat(world.answers()).isEqualTo(uninterrupted());
    }

    @Test
    void snapshots_fall_on_unroll_boundaries_and_bound_the_replay() {
        World world = filled();
        world.deliverAll();
        world.commit();
        assertThat(world.counters().count(Event.SNAPSHOTS)).isBetween(5L, 9L);
        assertThat(world.counters().count(Event.FORCED_SNAPSHOTS)).isZero();
        world.crash();
        assertThat(world.counters().count(Event.REPLAYED)).isBetween(0L, 3L * 12);
    }

    @Test
    void a_block_that_holds_the_floor_back_is_snapshotted() {
        World world = new World(withReplayRecords(20), 1L << 40);
        world.send(Gradients.of("lazy", 0, 1, 0).build());
        for (int step = 0; step < 60; step++) {
            world.send(Gradients.of("busy", 0, 1, step).build());
        }
        assertThat(world.counters().count(Event.FORCED_SNAPSHOTS)).isPositive();
        world.commit();
        world.crash();
        assertThat(world.counters().count(Event.REPLAYED)).isLessThanOrEqualTo(21);
        assertThat(age(world.send(Gradients.of("lazy", 0, 1, 1).build()))).isEqualTo(2);
    }

    @Test
    void a_forced_snapshot_carries_the_middle_of_an_unroll() {
        World expected = new World();
        World world = new World();
        for (World one : List.of(expected, world)) {
            for (int step = 0; step < 30; step++) {
                one.append(Gradients.of("job", 0, 1, step).build());
            }
            one.publish(7, "a@2");
        }
        expected.deliverAll();
        for (int cut = 1; cut < 30; cut++) {
            world.deliver(cut);
            world.drain();
            world.commit();
            world.crash();
        }
        world.deliverAll();
        assertThat(world.answers()).isEqualTo(expected.answers());
    }

    @Test
    void quiet_partitions_are_snapshotted_by_the_clock() {
        World world = new World();
        world.send(Gradients.of("job", 0, 1, 0).build());
        world.partition().keepUp(2_000);
        assertThat(world.counters().count(Event.FORCED_SNAPSHOTS)).isZero();
        world.partition().keepUp(1_000 + Duration.ofMinutes(11).toMillis());
        assertThat(world.counters().count(Event.FORCED_SNAPSHOTS)).isEqualTo(1);
    }

    @Test
    void records_that_were_not_delivered_are_read_from_the_log_and_answered() {
        World world = filled();
        world.deliver(40);
        world.commit();
        world.crash();
        world.skipTo(52);
        world.deliverAll();
        assertThat(world.answers()).isEqualTo(uninterrupted());
        assertThat(world.counters().count(Event.GAP_RECORDS)).isEqualTo(12);
    }

    @Test
    void what_is_left_of_the_records_that_were_not_delivered_is_answered() {
        World world = filled();
        world.deliver(40);
        world.expire(45);
        world.skipTo(52);
        world.deliverAll();
        assertThat(world.counters().count(Event.GAP_RECORDS)).isEqualTo(7);
    }

    @Test
    void records_that_were_answered_before_are_passed_over() {
        World world = filled();
        world.deliver(60);
        world.commit();
        world.crash();
        world.skipTo(20);
        world.deliverAll();
        assertThat(world.answers()).isEqualTo(uninterrupted());
    }

    @Test
    void a_block_whose_records_are_gone_from_the_log_starts_afresh_and_says_so() {
        World world = new World();
        for (int step = 0; step < 6; step++) {
            world.send(Gradients.of("job", 0, 1, step).build());
        }
        world.commit();
        world.expire(6);
        world.crash();
        assertThat(age(world.send(Gradients.of("job", 0, 1, 6).build()))).isEqualTo(1);
        assertThat(world.counters().count(Event.MEMORY_RESTARTS)).isEqualTo(1);
        world.commit();
        world.crash();
        assertThat(age(world.send(Gradients.of("job", 0, 1, 7).build()))).isEqualTo(2);
        assertThat(world.counters().count(Event.MEMORY_RESTARTS)).isZero();
    }

    @Test
    void a_block_that_lost_its_first_records_starts_afresh_with_its_next_answer_since_only_that_can_say_so() {
        for (long attempt : List.of(1L, 2L)) {
            World world = new World();
            for (int step = 0; step < 6; step++) {
                world.send(Gradients.of("job", 0, 1, step).build());
            }
            world.commit();
            world.expire(4);
            world.crash();
            long next = attempt == 1 ? 6 : 5;
            assertThat(age(world.send(Gradients.of("job", 0, attempt, next).build())))
                    .isEqualTo(1);
            assertThat(age(world.send(Gradients.of("job", 0, attempt, next + 1).build())))
                    .isEqualTo(2);
            assertThat(world.counters().count(Event.MEMORY_RESTARTS)).isEqualTo(1);
        }
    }

    @Test
    void what_is_left_of_a_lost_block_still_tells_which_records_were_answered() {
        World world = new World();
        for (int step = 0; step < 6; step++) {
            world.send(Gradients.of("job", 0, 1, step).build());
        }
        world.commit();
        world.expire(4);
        world.crash();
        assertThat(update(world.send(Gradients.of("job", 0, 1, 5).build())).getReason())
                .isEqualTo("STALE_STEP");
        assertThat(update(world.send(Gradients.of("job", 0, 0, 6).build())).getReason())
                .isEqualTo("FENCED_ATTEMPT");
    }

    @Test
    void records_that_were_rejected_because_of_others_that_are_gone_by_now_do_not_stop_recovery() {
        World world = new World();
        world.send(Gradients.of("job", 0, 1, 0, 2).build());
        for (int step = 1; step < 6; step++) {
            world.send(Gradients.of("job", 0, 1, step).build());
        }
        world.send(Gradients.of("job", 0, 2, 1).setKind(GradientKind.SKIP).build());
        world.commit();
        world.expire(1);
        world.crash();
        assertThat(age(world.send(Gradients.of("job", 0, 2, 2, 2).build()))).isEqualTo(1);
    }

    @Test
    void what_is_left_of_a_block_whose_records_are_gone_is_swept() {
        World world = new World();
        world.send(Gradients.of("job", 0, 1, 0).build());
        world.send(Gradients.of("job", 1, 1, 0).build());
        world.commit();
        world.expire(1);
        world.crash();
        world.partition().sweep(2_000);
        assertThat(world.headers().size()).isEqualTo(1);
        assertThat(age(world.send(Gradients.of("job", 1, 1, 1).build()))).isEqualTo(2);
        assertThat(age(world.send(Gradients.of("job", 0, 1, 1).build()))).isEqualTo(1);
    }

    @Test
    void an_attempt_whose_records_are_gone_fences_all_the_same() {
        World world = new World();
        for (int step = 0; step < 6; step++) {
            world.send(Gradients.of("job", 0, 1, step).build());
        }
        world.drain();
        world.send(Gradients.of("job", 0, 2, 6).build());
        world.commit();
        world.expire(7);
        world.crash();
        assertThat(update(world.send(Gradients.of("job", 0, 1, 6).build())).getReason())
                .isEqualTo("FENCED_ATTEMPT");
        assertThat(age(world.send(Gradients.of("job", 0, 2, 7).build()))).isEqualTo(1);
    }

    @Test
    void a_snapshotted_block_goes_on_only_if_none_of_its_records_is_gone() {
        for (long lost : List.of(0L, 1L)) {
            World world = new World();
            world.append(Gradients.of("other", 0, 1, 0).build());
            for (int step = 0; step < 13; step++) {
                world.append(Gradients.of("job", 0, 1, step).build());
            }
            world.deliver(9);
            world.drain();
            world.deliver(9 + lost);
            world.commit();
            world.expire(9 + lost);
            world.crash();
            world.deliver(11);
            long expectedAge = lost == 0 ? 10 : 1;
            assertThat(age(world.answers().get(10))).as("%s lost", lost).isEqualTo(expectedAge);
            assertThat(world.counters().count(Event.MEMORY_RESTARTS)).isEqualTo(lost);
        }
    }

    @Test
    void a_block_on_a_version_that_is_gone_starts_afresh() {
        World world = new World();
        for (int step = 0; step < 6; step++) {
            world.send(Gradients.of("job", 0, 1, step).build());
        }
        world.drain();
        world.commit();
        world.unpublish("a@1");
        world.publish(0, "a@2");
        world.crash();
        assertThat(age(world.send(Gradients.of("job", 0, 1, 6).build()))).isEqualTo(1);
        assertThat(world.counters().count(Event.MEMORY_RESTARTS)).isEqualTo(1);
    }

    @Test
    void a_block_whose_records_need_a_version_that_is_gone_starts_afresh_and_is_counted_once() {
        World world = new World();
        for (int step = 0; step < 6; step++) {
            world.send(Gradients.of("job", 0, 1, step).build());
        }
        world.commit();
        world.unpublish("a@1");
        world.publish(0, "a@2");
        world.crash();
        assertThat(age(world.send(Gradients.of("job", 0, 1, 6).build()))).isEqualTo(1);
        assertThat(age(world.send(Gradients.of("job", 0, 1, 7).build()))).isEqualTo(2);
        assertThat(world.counters().count(Event.MEMORY_RESTARTS)).isEqualTo(1);
    }

    @Test
    void a_closed_block_stays_closed() {
        World world = new World();
        world.send(Gradients.of("job", 0, 1, 0).build());
        world.send(Gradients.of("job", 0, 1, 1).setKind(GradientKind.CLOSE).build());
        world.commit();
        world.crash();
        assertThat(action(world.send(Gradients.of("job", 0, 1, 2).build()))).isEqualTo(UpdateAction.REJECTED);
        assertThat(age(world.send(Gradients.of("job", 0, 2, 0).build()))).isEqualTo(1);
    }

    @Test
    void sweeping_reclaims_what_starts_afresh_anyway() {
        World world = new World();
        world.send(Gradients.of("job", 0, 1, 0).build());
        world.send(Gradients.of("job", 1, 1, 0).setKind(GradientKind.CLOSE).build());
        world.drain();
        world.partition().sweep(Duration.ofHours(24).toMillis());
        assertThat(world.headers().size()).isEqualTo(2);
        world.partition().sweep(Duration.ofHours(26).toMillis());
        assertThat(world.headers().size()).isZero();
        assertThat(world.snapshots().size()).isZero();
        assertThat(age(world.send(
                        Gradients.of("job", 0, 1, 1).build(),
                        Duration.ofHours(26).toMillis())))
                .isEqualTo(1);
    }

    private static long age(World.Answer answer) {
        return update(answer).getMemoryAge();
    }

    private static UpdateAction action(World.Answer answer) {
        return update(answer).getAction();
    }

    private static UpdateBlock update(World.Answer answer) {
        return Objects.requireNonNull(answer.update());
    }

    private static CoreSettings withReplayRecords(long records) {
        CoreSettings base = World.SETTINGS;
        return new CoreSettings(
                base.unrollLength(),
                100,
                base.idleTime(),
                base.evictionIdleTime(),
                records,
                base.replayBytes(),
                base.replayTime(),
                base.rewindRecords(),
                base.guard(),
                base.trajectories(),
                base.canary(),
                base.snapshotEncoding());
    }
}

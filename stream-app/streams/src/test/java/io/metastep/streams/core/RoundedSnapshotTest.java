package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.schemas.UpdateBlock;
import io.metastep.streams.core.Counters.Event;
import io.metastep.streams.core.EncodingHistory.Change;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RoundedSnapshotTest {
    private static final int STEPS = 60;
    private static final int BLOCKS = 3;
    private static final CoreSettings EXACT = World.SETTINGS;
    private static final CoreSettings ROUNDED = World.SETTINGS.with(Encoding.BFLOAT16);
    private static final long PLENTY = 1L << 40;

    private static World filled(CoreSettings settings) {
        return filled(settings, STEPS * BLOCKS);
    }

    private static World filled(CoreSettings settings, int records) {
        World world = new World(settings, PLENTY, 2);
        for (int record = 0; record < records; record++) {
            world.append(Gradients.of("job", record % BLOCKS, 1, record / BLOCKS)
                    .build());
        }
        return world;
    }

    @Test
    void regular_snapshots_take_half_the_bytes_and_the_memory_is_rounded_where_they_are() {
        World exact = filled(EXACT);
        World rounded = filled(ROUNDED);
        exact.deliverAll();
        rounded.deliverAll();
        assertThat(rounded.counters().count(Event.SNAPSHOTS))
                .isEqualTo(exact.counters().count(Event.SNAPSHOTS))
                .isPositive();
        assertThat(rounded.counters().count(Event.SNAPSHOT_BYTES))
                .isLessThan(exact.counters().count(Event.SNAPSHOT_BYTES));
        assertThat(rounded.answers()).isNotEqualTo(exact.answers());
    }

    @Test
    void after_a_crash_at_any_record_all_answers_have_the_bits_of_a_run_that_never_stopped() {
        World expected = filled(ROUNDED);
        expected.deliverAll();
        for (int cut = 0; cut <= STEPS * BLOCKS; cut++) {
            World world = filled(ROUNDED);
            world.deliver(cut);
            world.commit();
            world.crash();
            world.deliverAll();
            assertThat(world.answers()).as("crash after %s records", cut).isEqualTo(expected.answers());
        }
    }

    @Test
    void a_resend_after_a_crash_gets_the_same_bytes_though_the_memory_was_rounded() {
        for (int cut = 1; cut <= STEPS * BLOCKS; cut++) {
            World world = filled(ROUNDED, cut);
            world.deliverAll();
            World.Answer last = world.answers().get(cut - 1);
            world.commit();
            world.crash();
            int block = (cut - 1) % BLOCKS;
            World.Answer again =
                    world.send(Gradients.of("job", block, 1, (cut - 1) / BLOCKS).build());
            assertThat(again.update()).as("resend of record %s", cut - 1).isEqualTo(last.update());
        }
    }

    /** Lives under one setting up to a cut, then under another; a drain leaves nothing to replay, a crash much. */
    private static List<World.Answer> changed(CoreSettings before, CoreSettings after, int cut, boolean isDrained) {
        World world = filled(before);
        world.deliver(cut);
        if (isDrained) {
            world.drain();
        }
        world.commit();
        world.crashInto(after);
        world.deliver(cut + 20);
        world.commit();
        world.crashInto(before);
        world.deliverAll();
        return world.answers();
    }

    @Test
    void what_was_lived_under_another_setting_is_replayed_under_it() {
        for (int cut = 1; cut <= STEPS * BLOCKS - 20; cut += 3) {
            assertThat(changed(EXACT, ROUNDED, cut, false))
                    .as("changed after %s records", cut)
                    .isEqualTo(changed(EXACT, ROUNDED, cut, true));
            assertThat(changed(ROUNDED, EXACT, cut, false))
                    .as("changed back after %s records", cut)
                    .isEqualTo(changed(ROUNDED, EXACT, cut, true));
        }
        assertThat(changed(EXACT, ROUNDED, 60, false)).isNotEqualTo(changed(EXACT, EXACT, 60, false));
    }

    @Test
    void a_new_attempt_gets_the_rounded_memory_of_its_step_back() {
        World expected = filled(ROUNDED);
        expected.deliverAll();
        World world = filled(ROUNDED);
        world.deliverAll();
        UpdateBlock again = update(world.send(Gradients.of("job", 0, 2, 30).build()));
        assertThat(again.getValues())
                .isEqualTo(update(expected.answers().get(30 * BLOCKS)).getValues());
        assertThat(world.counters().count(Event.REWINDS)).isEqualTo(1);
    }

    private static UpdateBlock update(World.Answer answer) {
        return Objects.requireNonNull(answer.update());
    }

    @Test
    void a_position_remembers_the_encodings_and_one_without_any_is_as_it_ever_was() {
        EncodingHistory history =
                EncodingHistory.START.with(Encoding.BFLOAT16, 10).with(Encoding.FLOAT32, 20);
        assertThat(history.changes())
                .containsExactly(new Change(10, Encoding.BFLOAT16), new Change(20, Encoding.FLOAT32));
        assertThat(history.with(Encoding.FLOAT32, 30)).isEqualTo(history);
        assertThat(List.of(history.at(9), history.at(10), history.at(19), history.at(20)))
                .containsExactly(Encoding.FLOAT32, Encoding.BFLOAT16, Encoding.BFLOAT16, Encoding.FLOAT32);
        Position position = new Position(5, 4, 3, 2, history);
        assertThat(Position.read(position.write())).isEqualTo(position);
        Position plain = new Position(5, 4, 3, 2, EncodingHistory.START);
        assertThat(plain.write()).hasSize(33).startsWith(1);
        assertThat(Position.read(plain.write())).isEqualTo(plain);
    }
}

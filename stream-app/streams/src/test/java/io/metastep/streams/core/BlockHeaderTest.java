package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.schemas.BlockKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockHeaderTest {
    private static final long PERIOD = 100;

    private static BlockHeader born() {
        return BlockHeader.born(new AttemptStart(1, 0, 10), Guard.Learned.FRESH);
    }

    private static BlockHeader snapshotted(BlockHeader header, long step) {
        return snapshotted(header, step, 1);
    }

    private static BlockHeader snapshotted(BlockHeader header, long step, long attempt) {
        SlotMark mark = new SlotMark(header.newest().sequence() + 1, 10 + step, attempt, step, 1_000, 5);
        return header.withSnapshot(header.slotFor(step, PERIOD), mark);
    }

    /** Steps of both snapshots, ascending. */
    private static List<Long> steps(BlockHeader header) {
        return header.slots().stream().map(SlotMark::lastStep).sorted().toList();
    }

    @Test
    void what_is_written_is_read() {
        BlockHeader header = snapshotted(born(), 99)
                .withAttempt(new AttemptStart(2, 50, 200))
                .withPin(new Pin(10, new Decision.Use("a@1")))
                .withPin(new Pin(20, new Decision.Unknown()))
                .withPin(new Pin(30, Decision.Refuse.MEMORY))
                .withPin(new Pin(40, Decision.Refuse.LIMIT));
        assertThat(BlockHeader.read(header.write(new BlockKey("job", "w", 0)))).isEqualTo(header);
    }

    @Test
    void a_format_from_the_future_is_refused() {
        byte[] bytes = born().write(new BlockKey("job", "w", 0));
        bytes[0] = 9;
        assertThatThrownBy(() -> BlockHeader.read(bytes))
                .isInstanceOf(StateFormatException.class)
                .hasMessageContaining("format 9");
    }

    @Test
    void at_the_regular_period_the_last_two_snapshots_are_kept() {
        BlockHeader header = born();
        for (long step = 99; step < 600; step += 100) {
            header = snapshotted(header, step);
        }
        assertThat(steps(header)).containsExactly(499L, 599L);
    }

    @Test
    void however_often_it_is_snapshotted_one_is_left_further_back() {
        BlockHeader header = snapshotted(born(), 0);
        for (long step = 10; step < 2_000; step += 10) {
            header = snapshotted(header, step);
            long back = step - steps(header).get(0);
            assertThat(back).as("at step %s", step).isBetween(Math.min(step, 10), 2 * PERIOD + 10);
        }
        List<Long> after = new ArrayList<>(steps(header));
        assertThat(after.get(1)).isEqualTo(1_990L);
    }

    @Test
    void snapshots_of_a_former_memory_go_first() {
        BlockHeader header =
                snapshotted(snapshotted(born(), 99), 199).reborn(new AttemptStart(2, 0, 400), Guard.Learned.FRESH);
        int slot = header.slotFor(5, PERIOD);
        header = header.withSnapshot(slot, new SlotMark(9, 405, 2, 5, 1_000, 5));
        assertThat(header.slotFor(6, PERIOD)).isNotEqualTo(slot);
    }

    @Test
    void snapshots_that_a_new_attempt_gave_up_go_before_those_that_it_may_yet_need() {
        BlockHeader header = snapshotted(snapshotted(born(), 899), 999).withAttempt(new AttemptStart(2, 850, 2_000));
        header = snapshotted(snapshotted(header, 849, 2), 869, 2);
        assertThat(steps(header)).containsExactly(849L, 869L);
    }

    @Test
    void the_one_snapshot_that_a_new_attempt_did_not_give_up_stays() {
        BlockHeader header = snapshotted(snapshotted(born(), 700), 999).withAttempt(new AttemptStart(2, 990, 2_000));
        assertThat(steps(snapshotted(header, 989, 2))).containsExactly(700L, 989L);
    }

    @Test
    void decisions_hold_from_their_offset_on() {
        BlockHeader header =
                born().withPin(new Pin(10, new Decision.Use("a@1"))).withPin(new Pin(20, new Decision.Use("a@2")));
        assertThat(header.decisionAt(9)).isEqualTo(new Decision.Unknown());
        assertThat(header.decisionAt(19)).isEqualTo(new Decision.Use("a@1"));
        assertThat(header.decisionAt(20)).isEqualTo(new Decision.Use("a@2"));
    }

    @Test
    void decisions_are_forgotten_only_where_no_replay_reaches_back() {
        BlockHeader header = born();
        for (int i = 0; i < 64; i++) {
            assertThat(header.reachesBackTo(10)).isTrue();
            header = header.withPin(new Pin(100 + i, new Decision.Unknown()));
        }
        assertThat(header.isCrowded()).isTrue();
        assertThat(header.reachesBackTo(10)).isFalse();
        assertThat(header.reachesBackTo(100)).isTrue();
    }
}

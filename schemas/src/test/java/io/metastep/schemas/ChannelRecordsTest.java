package io.metastep.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelRecordsTest {
    private static final OptimizerRef.Channel STABLE = new OptimizerRef.Channel("mine", OptimizerRef.Channel.STABLE);

    private static ChannelRecords.Move move(int number) {
        return new ChannelRecords.Move("operator", Instant.ofEpochMilli(number), "reason " + number);
    }

    private static OptimizerChannel moved(@Nullable OptimizerChannel before, int version) {
        return ChannelRecords.moved(STABLE, before, version, move(version));
    }

    @Test
    void aRecordSaysWhatWasBeforeItTheNewestFirst() {
        OptimizerChannel third = moved(moved(moved(null, 1), 2), 3);
        assertThat(third.getVersion()).isEqualTo(3);
        assertThat(third.getBy()).isEqualTo("operator");
        assertThat(third.getAt()).isEqualTo(3);
        assertThat(third.getMoves())
                .containsExactly(
                        new ChannelMove(2, "reason 2", "operator", 2L, false),
                        new ChannelMove(1, "reason 1", "operator", 1L, false));
    }

    @Test
    void historyIsBoundedAndFitsIntoARecord() throws WireException {
        String longWinded = "x".repeat(5_000);
        OptimizerChannel last = moved(null, 1);
        for (int i = 2; i <= 300; i++) {
            last = ChannelRecords.moved(STABLE, last, i, new ChannelRecords.Move("learner", Instant.EPOCH, longWinded));
        }
        byte[] bytes = Wire.optimizerChannels().encode(last);
        assertThat(bytes).hasSizeLessThan(Limits.RECORD_BYTES / 4);
        OptimizerChannel read = Wire.optimizerChannels().decode(bytes);
        assertThat(read.getMoves()).hasSize(ChannelRecords.MOVES);
        assertThat(read.getMoves().get(0).getVersion()).isEqualTo(299);
        assertThat(read.getReason()).hasSize(ChannelRecords.REASON_CHARS);
    }

    @Test
    void aPinHoldsUntilItIsTakenAway() {
        OptimizerChannel pinned = ChannelRecords.pinned(STABLE, moved(null, 1), 2, true, move(2));
        OptimizerChannel later = moved(pinned, 3);
        assertThat(later.getPinned()).isTrue();
        OptimizerChannel released = ChannelRecords.pinned(STABLE, later, 3, false, move(4));
        assertThat(released.getPinned()).isFalse();
        assertThat(released.getMoves().stream().map(ChannelMove::getPinned)).containsExactly(true, true, false);
    }

    @Test
    void aTrialIsAgainstAVersionAndEndsWithTheNextMove() {
        OptimizerChannel trial = ChannelRecords.onTrial("mine", null, 7, 3, move(7));
        assertThat(trial.getChannel()).isEqualTo(OptimizerRef.Channel.CANARY);
        assertThat(trial.getAgainst()).isEqualTo(3);
        var canary = new OptimizerRef.Channel("mine", OptimizerRef.Channel.CANARY);
        assertThat(ChannelRecords.moved(canary, trial, 3, move(8)).getAgainst()).isNull();
    }
}

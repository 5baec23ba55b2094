package io.metastep.cli.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.streams.RecoveryEvent;
import io.metastep.streams.RecoveryEvent.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartTest {

    private static RecoveryEvent event(Kind kind, int partition, long millis, long records) {
        return new RecoveryEvent(kind, partition, Instant.ofEpochMilli(millis), records);
    }

    private static final RecoveryMarks MARKS = new RecoveryMarks(
            3_000,
            List.of(
                    event(Kind.RESTORE_STARTED, 0, 500, 0),
                    event(Kind.RESTORE_ENDED, 0, 600, 77),
                    event(Kind.RESTORE_STARTED, 0, 12_000, 0),
                    event(Kind.RESTORE_READ, 0, 12_100, 0),
                    event(Kind.RESTORE_STARTED, 1, 12_200, 0),
                    event(Kind.RESTORE_ENDED, 0, 13_000, 100),
                    event(Kind.REPLAY_STARTED, 0, 13_100, 0),
                    event(Kind.RESTORE_ENDED, 1, 14_000, 50),
                    event(Kind.REPLAY_ENDED, 0, 15_000, 1_000),
                    event(Kind.REPLAY_STARTED, 1, 15_000, 0),
                    event(Kind.REPLAY_ENDED, 1, 17_000, 2_000)));

    @Test
    void thePartsFollowEachOtherAndAddUp() {
        Restart restart = Restart.of("kill", 1_000, MARKS, 17_400);
        assertThat(restart).isEqualTo(new Restart("kill", 16.4, 2, 9, 0.1, 1, 3.9, 0.4, 150, 1, 3_000, 3.9));
        assertThat(restart.start()
                        + restart.session()
                        + restart.transaction()
                        + restart.restore()
                        + restart.replay()
                        + restart.first())
                .isEqualTo(restart.total(), within(1e-9));
    }

    @Test
    void whatDidNotHappenTakesNoTime() {
        RecoveryMarks marks = new RecoveryMarks(
                500, List.of(event(Kind.REPLAY_STARTED, 0, 4_000, 0), event(Kind.REPLAY_ENDED, 0, 4_200, 9)));
        assertThat(Restart.of("standby", 1_000, marks, 4_300))
                .isEqualTo(new Restart("standby", 3.3, 0, 3, 0, 0, 0.2, 0.1, 0, 0, 9, 0.2));
    }

    @Test
    void partitionsThatComeBackAfterTheFirstUpdateDoNotDelayIt() {
        assertThat(Restart.of("drained", 11_000, MARKS, 16_000))
                .isEqualTo(new Restart("drained", 5, 0, 1, 0.1, 1, 2.9, 0, 150, 1, 3_000, 3.9));
    }

    @Test
    void marksGoThroughText() {
        String text = MARKS.text();
        assertThat(text).startsWith("recovery ").doesNotContain("\n");
        assertThat(RecoveryMarks.parse(text.substring("recovery ".length()))).isEqualTo(MARKS);
        RecoveryMarks none = new RecoveryMarks(1, List.of());
        assertThat(RecoveryMarks.parse(none.text().substring("recovery ".length())))
                .isEqualTo(none);
    }

    @Test
    void timeThatSpansShareCountsOnce() {
        Spans spans = Spans.NONE.with(20, 30).with(0, 10).with(5, 12).with(6, 8);
        assertThat(spans.covered(0, 100)).isEqualTo(22);
        assertThat(spans.covered(7, 25)).isEqualTo(10);
        assertThat(spans.covered(12, 20)).isZero();
    }

    @Test
    void theReportComparesRates() {
        Restart killed = new Restart("kill -9", 20, 1, 9, 0, 2, 4, 1, 1_000, 2, 5_000, 4);
        RecoveryReport report = RecoveryReport.of(
                1_000, 1_024, 4, 2, List.of(killed), new ChangelogReading(500, 500_000_000, 1), 2_560_000);
        assertThat(report.restoreBytesPerSecond()).isEqualTo(5e8);
        assertThat(report.restoreRatio()).isEqualTo(1);
        assertThat(report.replayRate()).isEqualTo(1_280_000);
        assertThat(report.replayRatio()).isEqualTo(0.5);
    }

    @Test
    void coordinatesAreCutIntoBlocksOfSomeJobs() {
        assertThat(RecoveryBench.blocks(1_000_000)).isEqualTo(980);
        assertThat(RecoveryBench.blocks(1)).isEqualTo(4);
    }
}

package io.metastep.metalearner.online.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.metalearner.online.trial.TrialVerdict.Outcome;
import io.metastep.schemas.SegmentEnd;
import io.metastep.schemas.StepMask;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.TrajectoryStep;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Jobs of 60 judged gradients; one in six is a canary, so every six jobs are a window. */
class TrialTest {
    private static final Instant START = Instant.ofEpochSecond(1_000);
    private static final TrialSettings SETTINGS =
            new TrialSettings(true, 60, 30, Duration.ofHours(1), Duration.ofSeconds(30), 0.05);

    private final Trial trial = new Trial(SETTINGS, 0.001, Jobs.CANDIDATE, Jobs.STABLE, START);
    private Instant now = START;
    private int jobs;

    private void see(TrajectorySegment segment, int version) {
        now = now.plusMillis(1);
        trial.witness(segment, version, now);
    }

    private void see(TrajectorySegment segment) {
        see(segment, Jobs.version(segment.getChannel().equals("canary")));
    }

    private void finish(String job, boolean isCanary, double share) {
        for (int age = 0; age < 60; age += Jobs.UNROLL) {
            see(Jobs.segment(job, isCanary, "w", age, share).build());
        }
    }

    /** A window: five jobs of stable, one canary. */
    private void window(double canary, double stable) {
        for (int i = 0; i < 5; i++) {
            finish("stable-" + jobs++, false, stable);
        }
        finish("canary-" + jobs++, true, canary);
    }

    private Outcome outcome() {
        return trial.verdict().outcome();
    }

    @Test
    void sevenWindowsWonPromote() {
        for (int i = 0; i < 6; i++) {
            window(0.5, 0.8);
        }
        assertThat(outcome()).isEqualTo(Outcome.GOES_ON);
        window(0.5, 0.8);
        assertThat(outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(trial.verdict().reason())
                .contains("better: 7 windows of jobs won, 0 lost", "7 canaries and 35 others judged", "0 left out");
    }

    @Test
    void sevenWindowsLostWithdraw() {
        for (int i = 0; i < 7; i++) {
            window(0.9, 0.8);
        }
        assertThat(outcome()).isEqualTo(Outcome.HARMFUL);
    }

    @Test
    void guardedClosedAndSilentCanariesRankWorst() {
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 5; j++) {
                finish("stable-" + jobs++, false, 0.99);
            }
            fail(i);
        }
        now = now.plusSeconds(31);
        finish("stable-last", false, 0.99);
        assertThat(outcome()).as(trial.verdict().reason()).isEqualTo(Outcome.HARMFUL);
    }

    /** However short its only segment is, and though the next try does well. */
    @Test
    void canariesWhoseGuardTripsAtOnceRankWorst() {
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 5; j++) {
                finish("stable-" + jobs++, false, 0.99);
            }
            String job = "canary-" + jobs++;
            see(tripped(job));
            finish(job, true, 0.01);
        }
        assertThat(outcome()).as(trial.verdict().reason()).isEqualTo(Outcome.HARMFUL);
        assertThat(trial.verdict().reason()).contains("7 canaries and 35 others judged");
    }

    private static TrajectorySegment tripped(String job) {
        TrajectorySegment.Builder first = Jobs.segment(job, true, "w", 0, 0.01);
        return first.setSteps(first.getSteps().subList(0, 1))
                .setLastStep(0)
                .setUnrollEnd(1)
                .setEnd(SegmentEnd.GUARD)
                .build();
    }

    private void fail(int kind) {
        String job = "canary-" + jobs++;
        TrajectorySegment.Builder first = Jobs.segment(job, true, "w", 0, 0.01);
        if (kind % 3 == 0) {
            first.getSteps().set(24, new TrajectoryStep(24L, StepMask.FALLBACK, 1e9, 1.0, 1f));
        } else if (kind % 3 == 1) {
            first.setEnd(SegmentEnd.CLOSE);
        }
        see(first.build());
        if (kind % 3 == 2) {
            now = now.plusSeconds(31);
            see(Jobs.segment("late-" + jobs++, true, "w", 40, 1).build());
        }
    }

    @Test
    void aJobCountsOnceHoweverManyBlocksAndUnrollsItHas() {
        for (int i = 0; i < 6; i++) {
            window(0.5, 0.8);
        }
        for (int age = 0; age < 500; age += Jobs.UNROLL) {
            for (int block = 0; block < 3; block++) {
                see(Jobs.segment("canary-5", true, "w", age, 0.1)
                        .setBlock(block)
                        .build());
            }
        }
        assertThat(trial.verdict().reason()).contains("6 canaries and 30 others");
    }

    @Test
    void jobsThatBeganBeforeChangeVersionOrNameOneAreNotJudged() {
        see(Jobs.segment("in-flight", false, "w", 40, 0.1).build());
        see(Jobs.segment("named", false, "w", 0, 0.1).setChannel("").build());
        see(Jobs.segment("latest", false, "w", 0, 0.1).setChannel("latest").build());
        see(Jobs.segment("changes", true, "w", 0, 0.1).build());
        see(Jobs.segment("changes", true, "w", 20, 0.1).build(), Jobs.STABLE);
        see(Jobs.segment("changes", true, "w", 40, 0.1).build());
        assertThat(trial.verdict().reason()).contains("0 canaries and 0 others judged", "1 left out");
    }

    @Test
    void jobsThatTakeStepsThemselvesAreNotJudgedNeitherThenNorAfterTheLeap() {
        see(shadow(Jobs.segment("shadow", true, "w", 0, 0.1)));
        finish("shadow", true, 0.1);
        see(Jobs.segment("turned", true, "w", 0, 0.1).build());
        see(shadow(Jobs.segment("turned", true, "w", 20, 0.1)));
        finish("turned", true, 0.1);
        assertThat(trial.verdict().reason()).contains("0 canaries and 0 others judged", "1 left out");
    }

    private static TrajectorySegment shadow(TrajectorySegment.Builder segment) {
        return segment.setSteps(segment.getSteps().stream()
                        .map(s -> new TrajectoryStep(
                                s.getStep(), StepMask.SHADOW, s.getLoss(), s.getSmoothedLoss(), s.getUpdateScale()))
                        .toList())
                .build();
    }

    @Test
    void oneWorkloadThatLosesIsEnoughToWithdraw() {
        for (int i = 0; i < 7; i++) {
            window(0.5, 0.8);
            for (int j = 0; j < 6; j++) {
                String job = "other-" + jobs++;
                for (int age = 0; age < 60; age += Jobs.UNROLL) {
                    see(Jobs.segment(job, j == 0, "another", age, j == 0 ? 0.9 : 0.3)
                            .build());
                }
            }
        }
        assertThat(outcome()).isEqualTo(Outcome.HARMFUL);
        assertThat(trial.verdict().reason())
                .contains("worse for the workload 'another' (0 windows of jobs won, 7 lost)");
    }

    @Test
    void tooFewJobsOrTooSmallADifferenceAtTheDeadlineIsUndecided() {
        finish("one", true, 0.5);
        now = START.plus(Duration.ofHours(1));
        see(Jobs.segment("two", true, "w", 40, 1).build());
        assertThat(outcome()).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void canariesBeyondTheLimitEndIt() {
        for (int i = 0; i < 30; i++) {
            window(i % 2 == 0 ? 0.5 : 0.9, 0.8);
        }
        assertThat(outcome()).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void aTrialThatGoesOnFromItsBytesIsTheSame() {
        for (int i = 0; i < 3; i++) {
            window(0.5, 0.8);
        }
        see(Jobs.segment("half-way", true, "w", 0, 0.1).build());
        byte[] bytes = TrialFormat.write(trial);
        Trial resumed = TrialFormat.read(bytes, SETTINGS, 0.001);
        assertThat(TrialFormat.write(resumed)).isEqualTo(bytes);
        TrajectorySegment next = Jobs.segment("half-way", true, "w", 40, 0.1).build();
        trial.witness(next, Jobs.CANDIDATE, now);
        resumed.witness(next, Jobs.CANDIDATE, now);
        assertThat(TrialFormat.write(resumed)).isEqualTo(TrialFormat.write(trial));
        assertThat(resumed.verdict()).isEqualTo(trial.verdict());
    }

    @Test
    void manyJobsStayWithinARecord() {
        for (int i = 0; i < 20_000; i++) {
            see(Jobs.segment("j".repeat(150) + i, i % 5 == 0, "w".repeat(300) + i % 100, i % 2 == 0 ? 0 : 40, 1)
                    .build());
        }
        assertThat(TrialFormat.write(trial).length).isLessThan(150_000);
    }

    @Test
    void bytesThatAreNoneAreAMessage() {
        assertThatThrownBy(() -> TrialFormat.read(new byte[] {9, 1}, SETTINGS, 0.001))
                .hasMessageContaining("format 9, expected 1");
        assertThatThrownBy(() -> TrialFormat.read(new byte[] {1, 1}, SETTINGS, 0.001))
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> new TrialSettings(true, 0, 0, Duration.ZERO, Duration.ZERO, 2))
                .hasMessageContaining("0 steps", "0 jobs", "error rate 2.0");
    }
}

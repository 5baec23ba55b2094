package io.metastep.metalearner.online.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.metalearner.online.trial.TrialVerdict.Outcome;
import io.metastep.schemas.CanaryShare;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole trials of made-up jobs: three workloads of unequal traffic, losses that drift while the trial runs, 3 % of all jobs
 * fail, one job in five is a canary. {@code effect} is what the version does to a job's log loss, in standard deviations.
 */
class TrialErrorRatesTest {
    private static final int TRIALS = 400;
    private static final CanaryShare SHARE = CanaryShare.DEFAULT;
    private static final TrialSettings SETTINGS =
            new TrialSettings(true, 20, 200, Duration.ofDays(9), Duration.ofSeconds(60), 0.05);

    private static Outcome outcome(long seed, double effect, double failures) {
        var random = new SplittableRandom(seed);
        var trial = new Trial(SETTINGS, 0.001, Jobs.CANDIDATE, Jobs.STABLE, Instant.EPOCH);
        for (int i = 0; ; i++) {
            String job = "job-" + seed + "-" + i;
            boolean isCanary = SHARE.includes("f", job);
            play(trial, job, isCanary, i, random, isCanary ? effect : 0, isCanary ? failures : 0.03);
            Outcome outcome = trial.verdict().outcome();
            if (outcome != Outcome.GOES_ON) {
                return outcome;
            }
        }
    }

    private static void play(
            Trial trial, String job, boolean isCanary, int i, SplittableRandom random, double effect, double failures) {
        double uniform = random.nextDouble();
        String workload = uniform < 0.7 ? "large" : uniform < 0.95 ? "small" : "tiny";
        double drift = -0.002 * i + Math.sin(i / 50.0);
        double loss = Math.exp(-1 + 0.3 * (drift + effect + random.nextGaussian()) - (workload.equals("tiny") ? 1 : 0));
        boolean fails = random.nextDouble() < failures;
        var segment = Jobs.segment(job, isCanary, workload, 0, fails ? 1 : loss);
        if (fails) {
            segment.getSteps()
                    .set(
                            20,
                            new io.metastep.schemas.TrajectoryStep(
                                    20L, io.metastep.schemas.StepMask.FALLBACK, 1.0, 1.0, 1f));
        }
        trial.witness(segment.build(), Jobs.version(isCanary), Instant.EPOCH.plusSeconds(i));
    }

    private static Map<Outcome, Integer> outcomes(double effect, double failures) {
        var counts = new EnumMap<Outcome, Integer>(Outcome.class);
        for (long seed = 0; seed < TRIALS; seed++) {
            counts.merge(outcome(seed, effect, failures), 1, Integer::sum);
        }
        return counts;
    }

    /** 5 % of 400 are 20; that a rate of 5 % brings more than 33 has a probability of 0.2 %. */
    @Test
    void aVersionThatMakesNoDifferenceIsPromotedInAtMostOneTrialInTwenty() {
        Map<Outcome, Integer> counts = outcomes(0, 0.03);
        assertThat(counts.getOrDefault(Outcome.PROMOTED, 0))
                .as(counts.toString())
                .isLessThanOrEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"0.3, 0.03", "0.6, 0.03", "1, 0.03", "-0.3, 0.6", "0, 0.3"})
    void aHarmfulVersionIsWithdrawnInAtLeastNineteenOfTwentyTrials(double effect, double failures) {
        Map<Outcome, Integer> counts = outcomes(effect, failures);
        assertThat(counts.getOrDefault(Outcome.PROMOTED, 0))
                .as(counts.toString())
                .isLessThanOrEqualTo(TRIALS / 20);
    }

    @Test
    void aMuchBetterVersionIsPromoted() {
        Map<Outcome, Integer> counts = outcomes(-1, 0.03);
        assertThat(counts.getOrDefault(Outcome.PROMOTED, 0))
                .as(counts.toString())
                .isGreaterThan(TRIALS * 95 / 100);
    }
}

package io.metastep.metalearner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EstimatesTest {
    @Test
    void theIntervalOfAMeanIsStudents() {
        Interval mean = Estimates.mean(new double[] {1, 2, 3, 4, 5});
        assertThat(mean.value()).isEqualTo(3);
        assertThat(mean.half()).isCloseTo(2.776 * Math.sqrt(2.5 / 5), within(0.001));
    }

    @Test
    void oneObservationHasAMeanButNoInterval() {
        assertThat(Estimates.mean(new double[] {7}).value()).isEqualTo(7);
        assertThat(Estimates.mean(new double[] {7}).half()).isNaN();
    }

    @Test
    void ratiosArePairedSoWhatSeedsHaveInCommonCancels() {
        Interval ratio = Estimates.ratio(new double[] {0.09, 0.9, 9.1}, new double[] {0.1, 1, 10});
        assertThat(ratio.value()).isCloseTo(0.9033, within(0.0001));
        assertThat(ratio.low()).isBetween(0.88, ratio.value());
        assertThat(ratio.high()).isBetween(ratio.value(), 0.92);
    }

    @Test
    void theRatioOfSwappedOptimizersIsTheInverse() {
        double[] a = {0.3, 0.5, 0.4, 0.35};
        double[] b = {0.4, 0.45, 0.6, 0.5};
        Interval there = Estimates.ratio(a, b);
        Interval back = Estimates.ratio(b, a);
        assertThat(back.value()).isCloseTo(1 / there.value(), within(1e-12));
        assertThat(back.high()).isCloseTo(1 / there.low(), within(1e-12));
    }

    @Test
    void aRatioOfMeansIsNotAMeanOfRatios() {
        Interval ratio = Estimates.ratioOfMeans(new double[] {1, 50}, new double[] {2, 100});
        assertThat(ratio.value()).isEqualTo(0.5);
        assertThat(ratio.low()).isEqualTo(0.5);
        assertThat(ratio.high()).isEqualTo(0.5);
    }

    @Test
    void resampledIntervalsCoverTheTruthAboutAsOftenAsTheySay() {
        var random = new SplittableRandom(5);
        int covered = 0;
        for (int experiment = 0; experiment < 60; experiment++) {
            double[] rivals = random.doubles(80, 0.5, 1.5).toArray();
            double[] losses = Arrays.stream(rivals)
                    .map(loss -> 0.8 * loss * random.nextDouble(0.5, 1.5))
                    .toArray();
            Interval ratio = Estimates.ratioOfMeans(losses, rivals);
            covered += ratio.low() <= 0.8 && 0.8 <= ratio.high() ? 1 : 0;
        }
        assertThat(covered).as("of 60, seed 5").isBetween(52, 60);
    }

    @Test
    void aRunThatDivergedMakesEstimatesUnknown() {
        double[] losses = {0.1, Double.POSITIVE_INFINITY};
        double[] rivals = {0.1, 0.2};
        assertThat(Estimates.mean(losses).value()).isNaN();
        assertThat(Estimates.ratio(losses, rivals).value()).isNaN();
        assertThat(Estimates.ratioOfMeans(losses, rivals).high()).isNaN();
    }

    @Test
    void mediansAreInTheMiddle() {
        assertThat(Estimates.median(new double[] {5, 1, 3})).isEqualTo(3);
        assertThat(Estimates.median(new double[] {5, 1, 3, 100})).isEqualTo(4);
    }
}

package io.metastep.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    @Test
    void quantilesAreWithinThreePercentOfTheExactOnes() {
        Random random = new Random(3);
        long[] nanos =
                random.doubles(10_000).mapToLong(u -> (long) Math.exp(24 * u)).toArray();
        LatencyHistogram histogram = new LatencyHistogram();
        Arrays.stream(nanos).forEach(histogram::record);
        Arrays.sort(nanos);

        for (double share : new double[] {0.01, 0.5, 0.99, 1}) {
            long exact = nanos[(int) Math.ceil(share * nanos.length) - 1];
            assertThat(histogram.quantile(share)).isCloseTo(exact, Percentage.withPercentage(3));
        }
    }

    @Test
    void anyDurationHasABucket() {
        LatencyHistogram histogram = new LatencyHistogram();
        assertThat(histogram.quantile(0.5)).isZero();
        histogram.record(-5);
        histogram.record(Long.MAX_VALUE);

        assertThat(histogram.quantile(0.5)).isZero();
        assertThat((double) histogram.quantile(1)).isCloseTo(9.2e18, within(3e17));
    }
}

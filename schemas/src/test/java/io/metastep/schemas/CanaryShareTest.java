package io.metastep.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CanaryShareTest {
    private static final int JOBS = 20_000;
    private static final double HASH_OF_DIGITS_7 = 2_023_719_910;

    private static long included(String family, double share) {
        var canary = new CanaryShare(share);
        return IntStream.range(0, JOBS)
                .filter(i -> canary.includes(family, "job-" + i))
                .count();
    }

    @Test
    void aboutThatShareOfTheJobsIsIn() {
        assertThat(included("universal", 0.2) / (double) JOBS).isCloseTo(0.2, within(0.01));
        assertThat(included("universal", 0)).isZero();
        assertThat(included("universal", 1)).isEqualTo(JOBS);
    }

    @Test
    void aLargerShareKeepsEveryJobOfASmallerOne() {
        var few = new CanaryShare(0.1);
        var many = new CanaryShare(0.3);
        assertThat(IntStream.range(0, JOBS)
                        .mapToObj(i -> "job-" + i)
                        .filter(job -> few.includes("universal", job) && !many.includes("universal", job)))
                .isEmpty();
    }

    @Test
    void familiesDrawIndependently() {
        var canary = new CanaryShare(0.5);
        long both = IntStream.range(0, JOBS)
                .mapToObj(i -> "job-" + i)
                .filter(job -> canary.includes("universal", job) && canary.includes("paper", job))
                .count();
        assertThat(both / (double) JOBS).isCloseTo(0.25, within(0.015));
    }

    /** h = 0x7fffffff & murmur2("universal/digits-7") = 2,023,719,910, a share of 0.94237 of 2^31. */
    @Test
    void whoIsInIsPartOfTheContract() {
        assertThat(new CanaryShare(HASH_OF_DIGITS_7 / 0x1p31).includes("universal", "digits-7"))
                .isFalse();
        assertThat(new CanaryShare((HASH_OF_DIGITS_7 + 1) / 0x1p31).includes("universal", "digits-7"))
                .isTrue();
    }

    @Test
    void aShareIsBetweenNobodyAndEverybody() {
        assertThatThrownBy(() -> new CanaryShare(1.5)).hasMessageContaining("1.5; expected 0 (no job) to 1 (all jobs)");
        assertThatThrownBy(() -> new CanaryShare(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}

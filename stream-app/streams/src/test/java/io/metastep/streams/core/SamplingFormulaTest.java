package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.schemas.BlockKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingFormulaTest {
    private static final BlockKey KEY = new BlockKey("job", "dense/w", 3);
    private static final double LIMIT = 1 << 19;

    @ParameterizedTest
    @CsvSource({"76000, 1024", "7600, 1024", "7600, 8", "760, 8", "76, 1", "900000, 65536", "5000000, 65536"})
    void the_expected_bytes_of_an_unroll_are_its_budget_unless_all_of_it_costs_less(double budget, int coordinates) {
        double fixed = 800;
        double each = 536;
        SamplingPlan plan = SamplingPlan.of(budget, fixed, each, coordinates, LIMIT);
        double expected = plan.unrollInclusion() * (fixed + each * coordinates * plan.inclusion());
        double everything = Math.min(LIMIT, fixed + each * coordinates);
        assertThat(expected).isCloseTo(Math.min(budget, everything), within(1e-6 * budget));
    }

    @Test
    void a_record_stays_below_its_limit_however_large_the_block_and_the_budget() {
        SamplingPlan plan = SamplingPlan.of(1e9, 800, 536, 65_536, LIMIT);
        assertThat(800 + 536.0 * 65_536 * plan.inclusion()).isLessThan(1.001 * LIMIT);
    }

    @Test
    void each_coordinate_is_in_as_often_as_the_probability_says() {
        SamplingPlan plan = new SamplingPlan(0.02f, 1);
        int[] in = new int[50];
        int unrolls = 40_000;
        for (long unroll = 0; unroll < unrolls; unroll++) {
            long seed = SamplingHash.next(SamplingHash.seed(KEY, 7), 20 * unroll);
            for (int i = 0; i < in.length; i++) {
                in[i] += plan.includes(SamplingHash.uniform(SamplingHash.next(seed, i))) ? 1 : 0;
            }
        }
        double deviation = Math.sqrt(0.02 * 0.98 / unrolls);
        for (int count : in) {
            assertThat((double) count / unrolls).isCloseTo(0.02, within(5 * deviation));
        }
    }

    @Test
    void two_coordinates_are_in_independently_of_each_other() {
        SamplingPlan plan = new SamplingPlan(0.1f, 1);
        int both = 0;
        int unrolls = 100_000;
        for (long unroll = 0; unroll < unrolls; unroll++) {
            long seed = SamplingHash.next(SamplingHash.seed(KEY, 7), unroll);
            boolean first = plan.includes(SamplingHash.uniform(SamplingHash.next(seed, 0)));
            boolean second = plan.includes(SamplingHash.uniform(SamplingHash.next(seed, 1)));
            both += first && second ? 1 : 0;
        }
        assertThat((double) both / unrolls).isCloseTo(0.01, within(5 * Math.sqrt(0.01 * 0.99 / unrolls)));
    }

    @Test
    void each_unroll_is_recorded_as_often_as_the_probability_says_over_many_blocks() {
        SamplingPlan plan = new SamplingPlan(1, 0.3f);
        int blocks = 40_000;
        for (long unroll = 0; unroll < 5; unroll++) {
            int recorded = 0;
            for (int block = 0; block < blocks; block++) {
                long seed = SamplingHash.seed(new BlockKey("job", "w", block), 1);
                recorded += plan.records(unroll, SamplingHash.uniform(seed)) ? 1 : 0;
            }
            assertThat((double) recorded / blocks).isCloseTo(0.3, within(5 * Math.sqrt(0.3 * 0.7 / blocks)));
        }
    }

    @Test
    void one_block_alone_keeps_the_share_to_within_one_unroll() {
        SamplingPlan plan = new SamplingPlan(1, 0.3f);
        double phase = SamplingHash.uniform(SamplingHash.seed(KEY, 7));
        int recorded = 0;
        for (int unroll = 0; unroll < 1_000; unroll++) {
            recorded += plan.records(unroll, phase) ? 1 : 0;
            assertThat((double) recorded).isCloseTo(0.3 * (unroll + 1), within(1.0));
        }
    }

    @Test
    void the_numbers_are_the_same_for_ever() {
        long seed = SamplingHash.seed(KEY, 7);
        assertThat(seed).isEqualTo(3047091087184163865L);
        assertThat(SamplingHash.next(seed, 20)).isEqualTo(-2621085948384905590L);
    }
}

package io.metastep.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.cli.demo.Generation.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GenerationTableTest {

    private static final String LONG_NAME = "digits-mlp:widths=10,batch=64,pool=4";

    private final GenerationTable table = new GenerationTable("cold");

    @Test
    void titlesAndRowsAreEquallyWide() {
        List<String> header = table.header(List.of("quadratic", LONG_NAME));
        int width = header.get(1).length();
        assertThat(header.get(0)).hasSizeLessThanOrEqualTo(width);
        assertThat(header.get(2)).hasSize(width);
        assertThat(table.row(generation(0, 1, 1, 1e-9, 0.5))).hasSize(width);
        assertThat(table.row(generation(123, 99, 100, 12_345.6, 1e300))).hasSize(width);
        assertThat(table.row(generation(7, 1, 2, Double.NaN, Double.POSITIVE_INFINITY)))
                .hasSize(width);
    }

    @Test
    void rowsStayAlignedForALongFamilyManyVersionsAndAHugeRatio() {
        GenerationTable shifted = new GenerationTable("shifted");
        int width = shifted.header(List.of("quadratic")).get(1).length();
        assertThat(shifted.row(generation(9, 998, 1002, 0.5))).hasSize(width);
        assertThat(shifted.row(generation(9, 9, 10, 5e9))).hasSize(width);
    }

    @Test
    void theNamesOfTasksStandOverTheirColumnsAndAreCutIfTheyAreLong() {
        List<String> header = table.header(List.of("quadratic", LONG_NAME));
        assertThat(header.get(0)).contains("quadratic").endsWith("digits-mlp:widths=10,batch=64,…");
        assertThat(header.get(1)).containsPattern("learned.*best rival.*ratio.*learned.*best rival.*ratio$");
    }

    @Test
    void aRowShowsTheLossThatOfTheBestRivalAndTheRatio() {
        assertThat(table.row(generation(0, 1, 1, 0.25)).trim().split(" {2,}"))
                .containsExactly("start", "0 s", "cold@1", "0.2500", "1.000", "0.25x");
        assertThat(table.row(generation(6, 3, 5, 358.2)).trim().split(" {2,}"))
                .containsExactly("6", "1:00 min", "cold@3..5", "358.2", "1.000", "358x");
        assertThat(table.row(generation(1, 2, 2, Double.NaN)).trim().split(" {2,}"))
                .containsExactly("1", "10 s", "cold@2", "inf", "1.000", "inf");
    }

    @Test
    void theSummaryIsADozenRowsFromTheFirstToTheLast() {
        List<Generation> generations = generations(400);
        List<String> summary = table.summary(generations);
        assertThat(summary)
                .hasSize(12)
                .doesNotHaveDuplicates()
                .startsWith(table.row(generations.get(0)))
                .endsWith(table.row(generations.get(399)));
    }

    @Test
    void theSummaryOfFewGenerationsIsAllOfThem() {
        assertThat(table.summary(List.of())).isEmpty();
        for (int size = 1; size <= 3; size++) {
            List<Generation> generations = generations(size);
            assertThat(table.summary(generations))
                    .isEqualTo(generations.stream().map(table::row).toList());
        }
    }

    private static List<Generation> generations(int size) {
        return IntStream.range(0, size)
                .mapToObj(number -> generation(number, number + 1, number + 1, 0.5))
                .toList();
    }

    /** A generation every ten seconds, with these losses on tasks whose best rival has 1. */
    private static Generation generation(int number, int oldest, int newest, double... losses) {
        List<Outcome> outcomes = IntStream.range(0, losses.length)
                .mapToObj(task -> new Outcome("task" + task, 8, 100, losses[task], Map.of("sgd", 2.0, "adam", 1.0), 1))
                .toList();
        return new Generation(number, 10 * number, oldest, newest, outcomes);
    }
}

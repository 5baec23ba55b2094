package io.metastep.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobPartitionsTest {
    @ParameterizedTest
    @CsvSource({
        "21,-973932308",
        "foobar,-790332482",
        "a-little-bit-long-string,-985981536",
        "a-little-bit-longer-string,-1486304829",
        "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8,-58897971",
        "abc,479470107"
    })
    void theHashIsThatOfKafkasPartitioner(String text, int hash) {
        assertThat(Murmur2.hash(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(hash);
    }

    @Test
    void everyBlockIsInOneOfTheJobsPartitions() {
        for (int n = 1; n < 20; n++) {
            for (int spread = 1; spread <= n; spread++) {
                JobPartitions job = new JobPartitions("job-" + n, n, spread);
                int[] all = job.all();
                assertThat(all).hasSize(spread).isSorted().doesNotHaveDuplicates();
                assertThat(blocks(job, 40)).containsExactlyInAnyOrder(used(all));
            }
        }
    }

    @Test
    void blocksOfATensorGoRoundEvenly() {
        JobPartitions job = new JobPartitions("job", 12, 4);

        long[] perPartition = new long[12];
        IntStream.range(0, 400).forEach(b -> perPartition[job.of("w", b)]++);

        assertThat(Arrays.stream(perPartition).filter(count -> count > 0)).containsOnly(100L);
    }

    @Test
    void manyJobsUseAllPartitions() {
        assertThat(IntStream.range(0, 500)
                        .map(i -> JobPartitions.home("job-" + i, 16))
                        .distinct()
                        .count())
                .isEqualTo(16);
    }

    @Test
    void theLargestBlockIndexDoesNotOverflow() {
        assertThat(JobPartitions.of("job", "21", Integer.MAX_VALUE, 7, 7)).isBetween(0, 6);
    }

    @Test
    void moreSpreadThanPartitionsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JobPartitions("job", 4, 5))
                .withMessageContaining("asks for 5");
    }

    private static Integer[] used(int[] all) {
        return Arrays.stream(all).boxed().toArray(Integer[]::new);
    }

    private static Iterable<Integer> blocks(JobPartitions job, int count) {
        return IntStream.range(0, count)
                .map(b -> job.of("w", b))
                .distinct()
                .boxed()
                .toList();
    }
}

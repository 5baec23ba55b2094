package io.metastep.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GenerationsTest {

    private final AtomicLong now = new AtomicLong(5_000);
    private final List<Generation> told = new ArrayList<>();
    private final Generations generations =
            new Generations(3, new StopWatch(() -> Instant.ofEpochMilli(now.get())), told::add);

    @Test
    void aGenerationIsToldWhenTheLastOfItsJobsEnds() {
        end(0, 1);
        assertThat(told).isEmpty();
        now.addAndGet(2_500);
        end(2);
        assertThat(told).singleElement().satisfies(generation -> {
            assertThat(generation.number()).isZero();
            assertThat(generation.seconds()).isEqualTo(2.5);
        });
        assertThat(generations.all()).isEqualTo(told);
    }

    @Test
    void jobsBelongToGenerationsByTheirNumbersInWhateverOrderTheyEnd() {
        end(2, 3, 5, 0, 4, 1);
        assertThat(told)
                .extracting(generation -> generation.outcomes().get(0).initialLoss())
                .satisfiesExactly(first -> assertThat(first).isCloseTo(101, within(0.01)), second -> assertThat(second)
                        .isCloseTo(104, within(0.01)));
    }

    @Test
    void aGenerationThatIsCompleteWaitsForThoseBeforeIt() {
        end(6, 7, 8, 3, 4, 5, 0, 1);
        assertThat(told).isEmpty();
        end(2);
        assertThat(told).extracting(Generation::number).containsExactly(0, 1, 2);
    }

    @Test
    void jobsCountEvenIfTheirGenerationIsNeverComplete() {
        end(0, 1, 2, 3, 7);
        assertThat(generations.all()).hasSize(1);
        assertThat(generations.jobs()).isEqualTo(5);
        assertThat(generations.fallbackSteps()).isEqualTo(1 + 2 + 3 + 7);
        assertThat(generations.delivery(4)).isEqualTo(new Delivery(5 * EndedJobs.UPDATES, 5 * EndedJobs.UPDATES, 4));
    }

    private void end(int... jobs) {
        for (int number : jobs) {
            generations.add(EndedJobs.quadratic(number));
        }
    }
}

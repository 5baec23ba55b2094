package io.metastep.metalearner.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.metalearner.SegmentReader;
import io.metastep.metalearner.Trajectory;
import io.metastep.schemas.WireException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final List<Trajectory> TRAJECTORIES = trajectories();
    private final Batch batch = new Batch(new BatchSettings(2, 4, 3, Duration.ofSeconds(10)), 1);

    private static List<Trajectory> trajectories() {
        var reader = new SegmentReader(Fixtures.SPEC);
        var trajectories = new ArrayList<Trajectory>();
        try (var job = new LiveJob("job", "", Fixtures.QUADRATICS, 1, 1)) {
            for (var segment : Fixtures.segments(job, Fixtures.untrained(1), 30 * LiveJob.UNROLL)) {
                trajectories.add(reader.read(segment));
            }
        } catch (WireException e) {
            throw new AssertionError(e);
        }
        return trajectories;
    }

    private boolean add(String job, int age, int trajectory) {
        batch.touch(NOW);
        return batch.add(new LiveSegment(new Cell("w", age, job), TRAJECTORIES.get(trajectory)));
    }

    @Test
    void itIsDueWhenItHasEnoughJobsAndSegments() {
        IntStream.range(0, 4).forEach(i -> add("a", i, i));
        assertThat(batch.isDue(NOW)).isFalse();
        add("b", 0, 4);
        assertThat(batch.isDue(NOW)).isTrue();
        assertThat(batch.jobs()).isEqualTo(2);
        assertThat(batch.segments()).isEqualTo(5);
    }

    @Test
    void itIsDueWhenItsFirstRecordCameLongEnoughAgoEvenIfThatWasOfNoUse() {
        assertThat(batch.isDue(NOW.plusSeconds(1_000))).isFalse();
        batch.touch(NOW);
        batch.touch(NOW.plusSeconds(5));
        assertThat(batch.isDue(NOW.plusMillis(9_999))).isFalse();
        assertThat(batch.isDue(NOW.plusSeconds(10))).isTrue();
    }

    @Test
    void aJobMayNotFillItAlone() {
        List<Boolean> leftOut =
                IntStream.range(0, 5).mapToObj(i -> add("a", 0, i)).toList();
        assertThat(leftOut).containsExactly(false, false, false, true, true);
        assertThat(batch.segments()).isEqualTo(3);
    }

    @Test
    void whatIsKeptOfALargeJobIsAnEvenSample() {
        int seeds = 4_000;
        var kept = new int[6];
        LongStream.range(0, seeds).forEach(seed -> {
            var drawn = new Batch(new BatchSettings(1, 1, 2, Duration.ZERO), seed);
            var cell = new Cell("w", 0, "a");
            IntStream.range(0, kept.length).forEach(i -> drawn.add(new LiveSegment(cell, TRAJECTORIES.get(i))));
            drawn.trajectories(cell).forEach(trajectory -> kept[TRAJECTORIES.indexOf(trajectory)]++);
        });
        for (int count : kept) {
            assertThat(count / (double) seeds).isCloseTo(2.0 / kept.length, within(0.03));
        }
    }

    @Test
    void workloadsThenAgesThenJobsHaveTheSameSay() {
        List<Cell> cells = List.of(
                new Cell("x", 0, "a"),
                new Cell("x", 5, "a"),
                new Cell("x", 5, "b"),
                new Cell("y", 0, "c"),
                new Cell("y", 0, "d"));
        var balance = new Balance(cells);
        assertThat(cells.stream().map(balance::weight)).containsExactly(0.25, 0.125, 0.125, 0.25, 0.25);
    }

    @Test
    void ageBandsAreOctaves() {
        assertThat(LongStream.of(0, 1, 2, 3, 4, 20, 31, 32, 1_000).mapToObj(AgeBand::of))
                .containsExactly(0, 1, 2, 2, 3, 5, 5, 6, 10);
    }
}

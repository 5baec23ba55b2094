package io.metastep.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FleetTest {

    private final Collection<Integer> begun = new ConcurrentLinkedQueue<>();
    private final Collection<Integer> ended = new ConcurrentLinkedQueue<>();

    @Test
    void everyJobRunsOnce() {
        try (Fleet<Integer> fleet = fleet(3, number -> number < 10 ? Optional.of(() -> number) : Optional.empty())) {
            fleet.run();
        }
        assertThat(ended).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void asManyJobsAsTheFleetIsLargeRunBesideEachOther() {
        CyclicBarrier allAtOnce = new CyclicBarrier(4);
        Callable<Integer> job = allAtOnce::await;
        try (Fleet<Integer> fleet = fleet(4, number -> number < 8 ? Optional.of(job) : Optional.empty())) {
            fleet.run();
        }
        assertThat(ended).containsExactlyInAnyOrder(0, 1, 2, 3, 0, 1, 2, 3);
    }

    @Test
    void whoeverStopsItGivesUpTheJobsThatRunAndNoneOfThemFails() {
        CountDownLatch isRunning = new CountDownLatch(1);
        CompletableFuture<Fleet<Integer>> stopped = new CompletableFuture<>();
        IntFunction<Optional<Callable<Integer>>> source = number -> Optional.of(() -> {
            if (number == 0) {
                isRunning.countDown();
                return waitInVain();
            }
            isRunning.await();
            stopped.join().stop();
            return number;
        });
        try (Fleet<Integer> fleet = fleet(2, source)) {
            stopped.complete(fleet);
            fleet.run();
        }
        assertThat(begun).containsExactlyInAnyOrder(0, 1);
        assertThat(ended).containsExactly(1);
    }

    @Test
    void aFleetThatIsStoppedBeforeItSetsOutRunsNothing() {
        try (Fleet<Integer> fleet = fleet(2, number -> Optional.of(() -> number))) {
            fleet.stop();
            fleet.run();
        }
        assertThat(begun).isEmpty();
    }

    @Test
    void theFailureOfAJobComesOutAndTheOthersEndTheirs() {
        IllegalStateException failure = new IllegalStateException("no answer");
        CountDownLatch isRunning = new CountDownLatch(1);
        CountDownLatch hasFailed = new CountDownLatch(1);
        IntFunction<Optional<Callable<Integer>>> source = number -> Optional.of(() -> {
            if (number == 0) {
                isRunning.await();
                hasFailed.countDown();
                throw failure;
            }
            isRunning.countDown();
            hasFailed.await();
            return number;
        });
        try (Fleet<Integer> fleet = fleet(2, source)) {
            assertThatThrownBy(fleet::run).isSameAs(failure);
        }
        assertThat(ended).contains(1).doesNotContain(0);
    }

    @Test
    void afterAFailureNoFurtherJobBegins() {
        try (Fleet<Integer> fleet = fleet(
                1,
                number -> Optional.of(() -> {
                    throw new IllegalStateException("no answer");
                }))) {
            assertThatThrownBy(fleet::run).hasMessage("no answer");
        }
        assertThat(begun).containsExactly(0);
    }

    private Fleet<Integer> fleet(int size, IntFunction<Optional<Callable<Integer>>> source) {
        return new Fleet<>(
                size,
                number -> {
                    Optional<Callable<Integer>> job = source.apply(number);
                    job.ifPresent(any -> begun.add(number));
                    return job;
                },
                ended::add);
    }

    /** As jobs do: an interruption is a failure of theirs. */
    private static int waitInVain() {
        try {
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted", e);
        }
    }
}

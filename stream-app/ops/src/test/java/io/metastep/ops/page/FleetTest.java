package io.metastep.ops.page;

import static io.metastep.ops.page.Statuses.instance;
import static io.metastep.ops.page.Statuses.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.InstanceStatus;
import io.metastep.schemas.JobStatus;
import io.metastep.schemas.OptimizerChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final long NOW = 1_000_000;
    private static final String ACTIVE = JobStatus.ACTIVE;

    private final Fleet fleet = new Fleet(() -> Instant.ofEpochMilli(NOW));

    @Test
    void whoKnowsAVersionHearsOnlyWhatCameAfterIt() {
        fleet.accept(job("one", NOW, 1, 0, 0, 0, ACTIVE));
        fleet.accept(job("two", NOW, 1, 0, 0, 0, ACTIVE));
        Snapshot whole = fleet.since(0);
        assertThat(whole.isWhole()).isTrue();
        assertThat(whole.jobs()).hasSize(2);
        fleet.accept(job("one", NOW, 1, 1, 0, 0, ACTIVE));
        Snapshot news = fleet.since(whole.version());
        assertThat(news.isWhole()).isFalse();
        assertThat(news.jobs()).singleElement().satisfies(one -> {
            assertThat(one.status().step()).isEqualTo(1);
            assertThat(one.losses()).containsExactly(new double[] {1, 0.5});
            assertThat(one.isRestarted()).isFalse();
        });
        assertThat(fleet.since(news.version()).jobs()).isEmpty();
    }

    @Test
    void aNewAttemptHasANewCurve() {
        fleet.accept(job("one", NOW, 1, 8, 0, 0, ACTIVE));
        long known = fleet.since(0).version();
        fleet.accept(job("one", NOW, 2, 4, 0, 0, ACTIVE));
        assertThat(fleet.since(known).jobs()).singleElement().satisfies(one -> {
            assertThat(one.isRestarted()).isTrue();
            assertThat(one.losses()).containsExactly(new double[] {4, 0.2});
        });
        assertThat(texts()).last().isEqualTo("one began attempt 2 at step 4");
    }

    @Test
    void baselinesAreToldOnceAndBounded() {
        fleet.accept(new Baseline("one", "Adam", List.of(new double[] {1, 0.5})));
        Snapshot whole = fleet.since(0);
        assertThat(whole.baselines()).extracting(Baseline::name).containsExactly("Adam");
        assertThat(fleet.since(whole.version()).baselines()).isEmpty();
        for (int i = 0; i < 2 * Fleet.MOST_BASELINES; i++) {
            fleet.accept(new Baseline("job-" + i, "SGD", List.of()));
        }
        assertThat(fleet.since(0).baselines()).hasSize(Fleet.MOST_BASELINES);
    }

    @Test
    void tellsWhatHappened() {
        fleet.accept(job("one", NOW, 1, 1, 0, 0, ACTIVE));
        fleet.accept(job("one", NOW, 1, 2, 3, 0, ACTIVE));
        fleet.accept(job("one", NOW, 1, 3, 3, 2, ACTIVE));
        fleet.accept(job("one", NOW, 1, 4, 0, 2, ACTIVE));
        fleet.accept(job("one", NOW, 1, 5, 0, 2, JobStatus.CLOSED));
        fleet.accept(instance("a", NOW, "rebalancing", 0));
        fleet.accept(instance("a", NOW, "running", 5));
        fleet.accept(instance("a", NOW, InstanceStatus.STOPPED, 0));
        fleet.accept(
                new OptimizerChannel("universal", "stable", 4, "promoted", "learner", NOW, false, null, List.of()));
        assertThat(texts())
                .containsExactly(
                        "one began, workload mlp",
                        "one the guard handed 3 of 4 blocks to the fallback",
                        "one 2 records rejected: NOT_FINITE",
                        "one the optimizer has all blocks back from the fallback",
                        "one closed at step 5",
                        "a joined",
                        "a running, was rebalancing",
                        "a stopped, was running",
                        "universal#stable names version 4 by learner: promoted");
    }

    @Test
    void whatWasThereBeforeAnybodyLookedIsNoNews() {
        fleet.accept(job("old", 0, 1, 1, 0, 0, ACTIVE));
        fleet.accept(instance("old", 0, "running", 1));
        fleet.accept(new OptimizerChannel("universal", "stable", 4, "", "", 1L, false, null, List.of()));
        assertThat(texts()).isEmpty();
        assertThat(fleet.since(0).channels()).hasSize(1);
    }

    @Test
    void theJobThatSaidNothingForLongestGoesWhenThereAreTooMany() {
        for (int i = 0; i < Fleet.MOST_JOBS; i++) {
            fleet.accept(job("job-" + i, NOW, 1, 1, 0, 0, ACTIVE));
        }
        fleet.accept(job("job-0", NOW, 1, 2, 0, 0, ACTIVE));
        fleet.accept(job("another", NOW, 1, 1, 0, 0, ACTIVE));
        assertThat(fleet.since(0).jobs())
                .hasSize(Fleet.MOST_JOBS)
                .extracting(one -> one.status().job())
                .contains("job-0", "another")
                .doesNotContain("job-1");
        assertThat(fleet.since(0).happenings()).hasSize(Fleet.MOST_HAPPENINGS);
    }

    @Test
    void whoWaitsIsWokenByNews() throws InterruptedException {
        Thread teller = new Thread(() -> fleet.accept(instance("a", NOW, "running", 1)));
        teller.start();
        fleet.await(0, Duration.ofSeconds(30));
        assertThat(fleet.since(0).instances()).hasSize(1);
        teller.join();
    }

    private List<String> texts() {
        return fleet.since(0).happenings().stream()
                .map(one -> one.subject() + " " + one.text())
                .toList();
    }
}

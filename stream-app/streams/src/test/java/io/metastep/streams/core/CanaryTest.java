package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.CanaryShare;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.UpdateBlock;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who follows which channel, unrolls of 4 steps; half of the jobs are canaries. */
class CanaryTest {
    private static final CanaryShare HALF = World.SETTINGS.canary();
    private static final String CANARY = job(true);
    private static final String OTHER = job(false);
    private static final int COORDINATES = 300;

    private final World world = new World();

    private static String job(boolean isCanary) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "job-" + i)
                .filter(job -> HALF.includes("a", job) == isCanary)
                .findFirst()
                .orElseThrow();
    }

    private void run(String job, String optimizer, long from, long to) {
        for (long step = from; step < to; step++) {
            world.send(Gradients.of(job, 0, 1, step, COORDINATES)
                    .setOptimizer(optimizer)
                    .setLoss(10.0)
                    .build());
        }
    }

    private List<String> versions(String job) {
        return world.answers().stream()
                .map(answer -> Objects.requireNonNull(answer.update()))
                .filter(update -> update.getJobId().equals(job))
                .map(UpdateBlock::getOptimizer)
                .toList();
    }

    private List<String> channels(String job) {
        return world.segments().stream()
                .filter(segment -> segment.getJobId().equals(job))
                .map(TrajectorySegment::getChannel)
                .distinct()
                .toList();
    }

    @Test
    void onlyCanariesGetWhatIsOnTrialFromTheirNextUnrollOnAndUntilItEnds() {
        run(CANARY, "a#stable", 0, 2);
        run(OTHER, "a#stable", 0, 2);
        world.putOnTrial("a@2");
        run(CANARY, "a#stable", 2, 10);
        run(OTHER, "a#stable", 2, 10);
        world.putOnTrial(null);
        run(CANARY, "a#stable", 10, 14);
        assertThat(versions(CANARY))
                .containsExactlyElementsOf(List.of(
                        "a@1", "a@1", "a@1", "a@1", "a@2", "a@2", "a@2", "a@2", "a@2", "a@2", "a@2", "a@2", "a@1",
                        "a@1"));
        assertThat(versions(OTHER)).containsOnly("a@1");
    }

    @Test
    void segmentsSayWhichChannelTheJobFollowsWhetherATrialIsOnOrNot() {
        run(CANARY, "a#stable", 0, 8);
        run(OTHER, "a#stable", 0, 8);
        assertThat(channels(CANARY)).containsExactly("canary");
        assertThat(channels(OTHER)).containsExactly("stable");
    }

    @Test
    void whoNamesAVersionIsInNoTrial() {
        world.putOnTrial("a@2");
        run(CANARY, "a@3", 0, 8);
        assertThat(versions(CANARY)).containsOnly("a@3");
        assertThat(channels(CANARY)).containsExactly("");
    }

    @Test
    void aCrashChangesNoDecision() {
        run(CANARY, "a#stable", 0, 2);
        world.putOnTrial("a@2");
        run(CANARY, "a#stable", 2, 7);
        world.commit();
        List<String> before = versions(CANARY);
        world.putOnTrial(null);
        world.crash();
        run(CANARY, "a#stable", 7, 8);
        assertThat(versions(CANARY).subList(0, 7)).isEqualTo(before);
        assertThat(versions(CANARY).get(7)).isEqualTo("a@2");
    }

    @Test
    void aChannelThatNamesSomethingUnusableStopsNobodyWhoRunsAndLetsNobodyIn() {
        run(CANARY, "a#stable", 0, 4);
        world.publish(4, "a@9");
        run(CANARY, "a#stable", 4, 12);
        assertThat(versions(CANARY)).containsOnly("a@1").hasSize(12);
        world.send(Gradients.of(OTHER, 0, 1, 0, COORDINATES)
                .setOptimizer("a#stable")
                .build());
        assertThat(world.counters().count(RejectionReason.UNKNOWN_OPTIMIZER)).isEqualTo(1);
    }
}

package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.Folders;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.schemas.OptimizerRef;
import java.util.List;

/** A learner publishes versions under jobs that follow them, is killed, and another goes on with its work. */
final class LearnerKilled implements Fault {
    private static final String FAMILY = "learned";
    private static final String CONFIG = """
            session.timeout.ms=4000
            heartbeat.interval.ms=800
            max.poll.records=10
            """;

    @Override
    public String name() {
        return "learner-kill";
    }

    @Override
    public Weight weight() {
        return Weight.HEAVY;
    }

    @Override
    public String strike(Arena arena) {
        arena.cluster().publish(arena.topics(), OptimizerFiles.smallLstm(FAMILY, 1));
        arena.cluster().point(arena.topics(), new OptimizerRef.Channel(FAMILY, "latest"), 1);
        arena.cluster().point(arena.topics(), new OptimizerRef.Channel(FAMILY, "stable"), 1);
        arena.join(FAMILY + "#latest");
        RunningApplication application = arena.keep(arena.start("first", settings -> settings.trajectoryShare(1)));
        Child learner = learn(arena, "Learning begins");
        String evidence = Approach.enter(arena, application);
        Versions.stepUntil(arena, FAMILY + "@2");
        learner.kill();
        assertThat(learner.exitCode()).isEqualTo(Kill.SIGKILL);
        Child next = learn(arena, "Learning goes on");
        String metaStep = next.awaitMatch("Learning goes on from meta-step (\\d+)");
        arena.send(20);
        return "learner's exit code 137 after learned@2 and " + evidence + "; the next went on from meta-step "
                + metaStep;
    }

    private static Child learn(Arena arena, String atWork) {
        List<String> command = List.of(
                "learn",
                "--bootstrap-servers",
                arena.cluster().bootstrapServers(),
                "--prefix",
                arena.topics().prefix(),
                "--config",
                Folders.file("learn-", CONFIG).toString(),
                "--family",
                FAMILY,
                "--interval",
                "0.3",
                "--publish-every",
                "1",
                "--rollout-share",
                "0");
        return Commands.start(arena, command, atWork);
    }
}

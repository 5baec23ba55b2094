package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.integration.harness.TrainerMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A training process is killed, and goes on from its checkpoint as a new attempt, a few steps back. */
final class ClientKilled implements Fault {
    private static final String STEPS = "120";
    private static final List<String> JVM = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @Override
    public String name() {
        return "client-kill";
    }

    @Override
    public Weight weight() {
        return Weight.HEAVY;
    }

    @Override
    public String strike(Arena arena) {
        RunningApplication application = arena.keep(arena.start("first"));
        Path checkpoint = arena.folder("client").resolve("checkpoint");
        Child trainer = train(arena, checkpoint);
        Await.until("a checkpoint", () -> Files.exists(checkpoint), trainer::report);
        String evidence = Approach.enter(arena, application);
        trainer.kill();
        assertThat(trainer.exitCode()).isEqualTo(Kill.SIGKILL);
        Child again = train(arena, checkpoint);
        again.awaitOutput("Trained");
        assertThat(again.exitCode()).isZero();
        assertThat(attempt(again)).isGreaterThan(attempt(trainer));
        return "client's exit code 137 after " + evidence + "; a later attempt from step "
                + again.awaitMatch("from step (\\d+);");
    }

    private static long attempt(Child trainer) {
        return Long.parseLong(trainer.awaitMatch("Attempt (\\d+) from"));
    }

    private static Child train(Arena arena, Path checkpoint) {
        return arena.children()
                .startMain(
                        TrainerMain.class,
                        JVM,
                        arena.cluster().bootstrapServers(),
                        arena.topics().prefix(),
                        "trained",
                        Workload.LSTM.reference(),
                        STEPS,
                        checkpoint.toString());
    }
}

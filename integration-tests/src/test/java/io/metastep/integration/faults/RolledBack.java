package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.schemas.OptimizerRef;
import java.util.ArrayList;
import java.util.List;

/** A version is promoted and rolled back, by commands, under jobs that follow the channel. */
final class RolledBack implements Fault {
    private static final String FAMILY = "moved";

    @Override
    public String name() {
        return "rollback";
    }

    @Override
    public Weight weight() {
        return Weight.HEAVY;
    }

    @Override
    public String strike(Arena arena) {
        arena.cluster().publish(arena.topics(), OptimizerFiles.lstm(FAMILY, 1));
        arena.cluster().publish(arena.topics(), OptimizerFiles.lstm(FAMILY, 2));
        arena.cluster().point(arena.topics(), new OptimizerRef.Channel(FAMILY, OptimizerRef.Channel.STABLE), 1);
        arena.join(FAMILY);
        RunningApplication application = arena.keep(arena.start("first"));
        String evidence = Approach.enter(arena, application);
        run(arena, "promote", "moved@2");
        Versions.stepUntil(arena, "moved@2");
        run(arena, "rollback", FAMILY);
        Versions.stepUntil(arena, "moved@1");
        return "moved@2 and back to moved@1 after " + evidence;
    }

    private static void run(Arena arena, String verb, String what) {
        List<String> command = new ArrayList<>(List.of("optimizers", verb, what));
        command.addAll(List.of(
                "-b",
                arena.cluster().bootstrapServers(),
                "--prefix",
                arena.topics().prefix()));
        Child child = Commands.run(arena, command);
        assertThat(child.exitCode()).as(child.output()).isZero();
    }
}

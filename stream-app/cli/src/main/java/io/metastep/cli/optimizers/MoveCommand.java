package io.metastep.cli.optimizers;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.terminal.Screen;
import io.metastep.schemas.ChannelRecords;
import io.metastep.schemas.OptimizerRef;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What the verbs that move a family's stable channel have in common. */
abstract class MoveCommand {
    private static final String OPERATOR = "operator";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, for those who read the history (default: the name of the command).")
    private @Nullable String reason;

    @ArgGroup(validate = false, heading = ClusterOptions.HEADING)
    private ClusterOptions cluster = new ClusterOptions();

    private final InstantSource clock = InstantSource.system();
    private final Screen screen = Screen.standard();

    /** The family's stable channel; fails with all problems. */
    final StableChannel stable(String family, Problems problems) {
        ClusterSettings settings = cluster.settings(problems);
        problems.throwIfAny();
        return StableChannel.read(settings, family);
    }

    /** Moves it, and tells what that means. */
    final int move(StableChannel stable, int number, boolean isPinned, String usualReason) {
        OptimizersTopic.Version next = stable.require(number);
        boolean isThere = stable.version().version() == number;
        if (isThere && stable.record().getPinned() == isPinned) {
            screen.line("%s is what stable names already; nothing to do.".formatted(stable.version()));
            return ExitCode.OK;
        }
        String why = reason == null ? usualReason : reason;
        stable.move(number, isPinned, new ChannelRecords.Move(OPERATOR, clock.instant(), why));
        tell(stable, next, isThere, isPinned);
        return ExitCode.OK;
    }

    private void tell(StableChannel stable, OptimizersTopic.Version next, boolean isThere, boolean isPinned) {
        OptimizerRef.Version before = stable.version();
        if (!isThere) {
            screen.line("stable named %s, and names %s now; jobs follow at their next unroll, within 20 gradients."
                    .formatted(before, screen.bold(next.file().reference())));
            screen.line("A trial of another version against %s is over. Undo: metastep optimizers promote %s"
                    .formatted(before, before));
        }
        if (isPinned != stable.record().getPinned()) {
            screen.line(
                    isPinned
                            ? "It is pinned: the learner tries and promotes nothing until 'metastep optimizers pin %s --off'."
                                    .formatted(before.family())
                            : "It is not pinned any more: the learner may try and promote versions again.");
        } else if (isPinned) {
            screen.line("It stays pinned.");
        }
        if (!isThere && stable.losesMemory(next)) {
            screen.line(
                    "Note: %s is another kind of optimizer than %s, so the optimizer's memory of running jobs begins afresh."
                            .formatted(next.file().reference(), before));
        }
    }
}

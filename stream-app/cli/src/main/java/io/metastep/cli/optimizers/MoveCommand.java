package io.metastep.cli.optimizers;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.terminal.Screen;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.ChannelRecords;
import io.metastep.schemas.OptimizerRef;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What the verbs that move channels have in common. */
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

    final Screen screen() {
        return screen;
    }

    /** The cluster, which answers; fails with all problems. */
    final ClusterSettings cluster(Problems problems) {
        ClusterSettings settings = cluster.settings(problems);
        problems.throwIfAny();
        return settings.requireReachable();
    }

    /** The family's stable channel; fails with all problems. */
    final StableChannel stable(String family, Problems problems) {
        ClusterSettings settings = cluster(problems);
        return StableChannel.require(OptimizersTopic.read(settings), new ChannelWriter(settings), family);
    }

    /** Lets the stable channel of a family that has none name a version. */
    final int begin(OptimizersTopic.Version first, ChannelWriter writer, String usualReason) {
        OptimizerFile file = first.file();
        OptimizerRef.Channel stable = StableChannel.name(file.family());
        writer.write(ChannelRecords.moved(stable, null, file.version(), by(usualReason)));
        screen.line("%s named nothing, and names %s now; jobs that ask for %s get it."
                .formatted(stable, screen.bold(file.reference()), file.family()));
        return ExitCode.OK;
    }

    /** The operator, now, for the reason that was given. */
    final ChannelRecords.Move by(String usualReason) {
        return new ChannelRecords.Move(OPERATOR, clock.instant(), reason == null ? usualReason : reason);
    }

    /** Moves it, and tells what that means. */
    final int move(StableChannel stable, int number, boolean isPinned, String usualReason) {
        OptimizersTopic.Version next = stable.require(number);
        boolean isThere = stable.version().version() == number;
        boolean wasPinned = stable.record().getPinned();
        if (isThere && wasPinned == isPinned) {
            screen.line("stable names %s already and is %s; nothing to do."
                    .formatted(stable.version(), isPinned ? "pinned" : "not pinned"));
            return ExitCode.OK;
        }
        stable.move(number, isPinned, by(usualReason));
        if (!isThere) {
            tellMove(stable, next);
        }
        tellPin(stable.version().family(), wasPinned, isPinned);
        return ExitCode.OK;
    }

    private void tellMove(StableChannel stable, OptimizersTopic.Version next) {
        OptimizerRef.Version before = stable.version();
        String name = next.file().reference();
        screen.line("stable named %s, and names %s now; jobs follow at their next unroll, within 20 gradients."
                .formatted(before, screen.bold(name)));
        if (stable.hasTrial()) {
            screen.line("The trial of another version against %s is over.".formatted(before));
        }
        if (stable.losesMemory(next)) {
            screen.line("Note: %s keeps another kind of memory than %s, so that of running jobs begins afresh."
                    .formatted(name, before));
        }
        screen.line("Undo, with the same cluster options: metastep optimizers promote " + before);
    }

    private void tellPin(String family, boolean wasPinned, boolean isPinned) {
        if (isPinned) {
            screen.line("It %s pinned: the learner tries and promotes nothing until 'metastep optimizers pin %s --off'."
                    .formatted(wasPinned ? "stays" : "is", family));
        } else if (wasPinned) {
            screen.line("It is not pinned any more: the learner may try and promote versions again.");
        }
    }
}

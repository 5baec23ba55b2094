package io.metastep.cli.optimizers;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.Problems;
import io.metastep.schemas.ChannelMove;
import io.metastep.schemas.OptimizerChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rollback",
        description =
                "Take stable back to the version that it named before the present one, or to another earlier one.",
        mixinStandardHelpOptions = true)
final class RollbackCommand extends MoveCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FAMILY", description = "Whose stable channel goes back.")
    private String family = "";

    @Option(names = "--to", paramLabel = "N", description = "Number of the version (default: the one before).")
    private @Nullable Integer number;

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Optional<String> name = problems.check(() -> Versions.family(family));
        problems.throwIfAny();
        StableChannel stable = stable(name.orElseThrow(), problems);
        int target = number == null ? before(stable.record()) : number;
        return move(stable, target, stable.record().getPinned(), "rollback");
    }

    /** What stable named before the present version; if it came back to that one, what it named before it did so first. */
    static int before(OptimizerChannel stable) {
        List<Integer> earlier =
                stable.getMoves().stream().map(ChannelMove::getVersion).toList();
        int version = stable.getVersion();
        return earlier.stream()
                .skip(earlier.lastIndexOf(version) + 1)
                .findFirst()
                .orElseThrow(() ->
                        CommandFailure.usage("%s#stable named nothing before it named %s@%d; name a version with --to"
                                .formatted(stable.getFamily(), stable.getFamily(), version)));
    }
}

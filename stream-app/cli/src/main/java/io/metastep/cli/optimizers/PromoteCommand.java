package io.metastep.cli.optimizers;

import io.metastep.cli.Problems;
import io.metastep.schemas.OptimizerRef;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "promote",
        description = "Make a version stable: jobs that ask for its family get it from their next unroll on.",
        mixinStandardHelpOptions = true)
final class PromoteCommand extends MoveCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FAMILY@N", description = "The version, on the cluster.")
    private String reference = "";

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Optional<OptimizerRef.Version> version = problems.check(() -> Versions.of(reference));
        problems.throwIfAny();
        OptimizerRef.Version wanted = version.orElseThrow();
        StableChannel stable = stable(wanted.family(), problems);
        return move(stable, wanted.version(), stable.record().getPinned(), "promote");
    }
}

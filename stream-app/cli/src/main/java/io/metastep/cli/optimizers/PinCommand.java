package io.metastep.cli.optimizers;

import io.metastep.cli.Problems;
import io.metastep.schemas.OptimizerRef;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "pin",
        description = {
            "Make a version stable and hold it there: the learner goes on learning, but tries and promotes nothing.",
            "With --off the learner may try and promote again."
        },
        mixinStandardHelpOptions = true)
final class PinCommand extends MoveCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FAMILY[@N]", description = "The version to hold; without @N the one that stable names.")
    private String reference = "";

    @Option(names = "--off", description = "Let go.")
    private boolean isOff;

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Optional<OptimizerRef> wanted = problems.check(() -> OptimizerRef.of(reference));
        problems.require(!reference.contains("#"), "'" + reference + "' is a channel; expected FAMILY or FAMILY@N");
        problems.throwIfAny();
        OptimizerRef ref = wanted.orElseThrow();
        StableChannel stable = stable(ref.family(), problems);
        int number = ref instanceof OptimizerRef.Version version
                ? version.version()
                : stable.version().version();
        return move(stable, number, !isOff, isOff ? "pin --off" : "pin");
    }
}

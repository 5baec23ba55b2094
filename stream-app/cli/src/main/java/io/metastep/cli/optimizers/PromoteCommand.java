package io.metastep.cli.optimizers;

import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterSettings;
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

    private static final String REASON = "promote";

    @Parameters(paramLabel = "FAMILY@N", description = "The version, on the cluster.")
    private String reference = "";

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Optional<OptimizerRef.Version> version = problems.check(() -> Versions.of(reference));
        problems.throwIfAny();
        OptimizerRef.Version wanted = version.orElseThrow();
        ClusterSettings cluster = cluster(problems);
        OptimizersTopic topic = OptimizersTopic.read(cluster);
        var writer = new ChannelWriter(cluster);
        return StableChannel.find(topic, writer, wanted.family())
                .map(stable -> move(stable, wanted.version(), stable.record().getPinned(), REASON))
                .orElseGet(() -> begin(topic.require(wanted), writer, REASON));
    }
}

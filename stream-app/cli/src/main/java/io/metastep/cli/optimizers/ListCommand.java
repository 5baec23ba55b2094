package io.metastep.cli.optimizers;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = {
            "List the optimizers that are shipped and, with --bootstrap-servers, those on a cluster with their channels.",
            "Features: g/√v is normalized-gradient, m/√v is normalized-momentum."
        },
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @ArgGroup(validate = false, heading = TopicChoice.HEADING)
    private @Nullable ClusterOptions cluster;

    @Mixin
    private Json json = new Json();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        json.check(problems);
        Optional<OptimizersTopic> topic = TopicChoice.read(cluster, problems);
        problems.throwIfAny();
        List<Found> optimizers = Found.all(topic);
        List<String> unusable = topic.map(OptimizersTopic::unusable).orElse(List.of());
        json.screen().lines(new OptimizerTable(topic.isPresent()).lines(optimizers));
        unusable.forEach(problem -> json.screen().line("Note: " + Printable.of(problem)));
        json.write(OptimizerJson.of(
                optimizers, topic.map(OptimizersTopic::channels).orElse(List.of()), unusable));
        return ExitCode.OK;
    }
}

package io.metastep.cli.optimizers;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show everything about one optimizer: what it is, its arrays, where it comes from.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "REF", description = References.DESCRIPTION)
    private String reference = "";

    @ArgGroup(validate = false, heading = TopicChoice.HEADING)
    private @Nullable ClusterOptions cluster;

    @Mixin
    private Json json = new Json();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        json.check(problems);
        Found found = References.find(reference, cluster, problems);
        new OptimizerPage(found).print(json.screen());
        json.write(OptimizerJson.of(found));
        return ExitCode.OK;
    }
}

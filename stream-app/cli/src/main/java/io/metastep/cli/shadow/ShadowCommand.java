package io.metastep.cli.shadow;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.TopicSetup;
import io.metastep.schemas.BlockKey;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code metastep shadow JOB}: a look at what the learned optimizer would have done for a job that steps itself. */
@Command(
        name = "shadow",
        description =
                "Show how the learned optimizer's steps compare with those of a job that keeps its own optimizer and reports to the"
                        + " cluster, as 'metastep train --shadow' does.",
        mixinStandardHelpOptions = true)
public final class ShadowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String jobId = "";

    @ArgGroup(validate = false, heading = ClusterOptions.HEADING)
    private ClusterOptions clusterOptions = new ClusterOptions();

    @Mixin
    private Json json = new Json();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        ClusterSettings cluster = clusterOptions.settings(problems);
        String problem = BlockKey.jobIdProblem(jobId);
        if (problem != null) {
            problems.add("JOB: " + problem);
        }
        json.check(problems);
        problems.throwIfAny();
        ShadowReport report = read(cluster.requireReachable());
        json.screen().lines(report.lines());
        json.write(report);
        return ExitCode.OK;
    }

    private ShadowReport read(ClusterSettings cluster) {
        try (Admin admin = cluster.admin()) {
            new TopicSetup(admin, cluster.topics()).require(cluster.topics().comparisons());
        }
        return ShadowReport.read(cluster, jobId)
                .orElseThrow(() -> CommandFailure.usage(
                        "Nothing was compared for a job '%s': it reported fewer than two steps, did".formatted(jobId)
                                + " not tell what it applied, or the records are gone"));
    }
}

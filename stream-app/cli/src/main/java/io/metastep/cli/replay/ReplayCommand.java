package io.metastep.cli.replay;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.serve.Application;
import io.metastep.cli.serve.ApplicationIdOption;
import io.metastep.cli.serve.SnapshotEncodingOption;
import io.metastep.cli.terminal.Screen;
import io.metastep.schemas.BlockKey;
import io.metastep.streams.ApplicationSettings;
import io.metastep.streams.Audit;
import io.metastep.streams.ReplayException;
import io.metastep.streams.SettingsBuilder;
import io.metastep.streams.StartupException;
import io.metastep.streams.audit.AuditReport;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code metastep replay --job J}: recomputes what a job was answered and compares it bit by bit. */
@Command(
        name = "replay",
        description =
                "Recompute all updates of a job from the gradient log and the optimizer versions, and compare them with the"
                        + " published ones, bit by bit. Exit code 0: equal; 1: something differs, or there is nothing to compare.",
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    @Option(names = "--job", paramLabel = "JOB", required = true, description = "Id of the job.")
    private String jobId = "";

    @Option(
            names = "--from-log",
            description = "Look at nothing that the application stores: only at gradients, updates and optimizers.")
    private boolean isFromLog;

    @Mixin
    private ApplicationIdOption applicationId = new ApplicationIdOption();

    @Mixin
    private SnapshotEncodingOption snapshotEncoding = new SnapshotEncodingOption();

    @ArgGroup(validate = false, heading = ClusterOptions.HEADING)
    private ClusterOptions clusterOptions = new ClusterOptions();

    @Mixin
    private Json json = new Json();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        ClusterSettings cluster = clusterOptions.settings(problems);
        SettingsBuilder builder = Application.builder(cluster)
                .applicationId(applicationId.value())
                .snapshotEncoding(snapshotEncoding.value());
        Application.problems(builder).forEach(problems::add);
        String problem = BlockKey.jobIdProblem(jobId);
        problems.require(problem == null, "--job: " + problem);
        json.check(problems);
        problems.throwIfAny();
        cluster.requireReachable();
        AuditReport report = audit(builder.build());
        json.screen().lines(ReplayText.lines(report));
        json.write(report);
        return report.isEqual() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private AuditReport audit(ApplicationSettings settings) {
        Audit audit = new Audit(settings, jobId, isFromLog);
        Screen screen = json.screen();
        AuditReport report = screen.during(new AuditView(audit, InstantSource.system()), () -> run(audit));
        if (!report.hasRecords()) {
            throw CommandFailure.usage(List.of(
                    "There is no record of a job '%s' on %s. Is the id right, and are its records younger than the topic's retention?"
                            .formatted(jobId, settings.topics().gradients())));
        }
        return report;
    }

    private static AuditReport run(Audit audit) {
        try {
            return audit.run();
        } catch (StartupException e) {
            throw Application.failure(e);
        } catch (ReplayException e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()));
        }
    }
}

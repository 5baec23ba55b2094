package io.metastep.cli.serve;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.OnExit;
import io.metastep.cli.OutputFile;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.http.HttpOption;
import io.metastep.cli.terminal.Screen;
import io.metastep.ops.ApplicationHealth;
import io.metastep.optimizer.Optimizers;
import io.metastep.streams.ApplicationSettings;
import io.metastep.streams.MetastepApplication;
import io.metastep.streams.SettingsBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code metastep serve}: the application as a process; start more of them to share the work. */
@Command(
        name = "serve",
        description = "Run the application: turn gradients into updates until Ctrl-C.",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {

    @Mixin
    private ApplicationIdOption applicationId = new ApplicationIdOption();

    @Option(
            names = SettingOptions.INSTANCE,
            paramLabel = "NAME",
            description = "What this instance calls itself in its status (default: host:pid).")
    private @Nullable String instance;

    @Option(
            names = SettingOptions.THREADS,
            paramLabel = "N",
            defaultValue = "1",
            description = "Stream threads (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = SettingOptions.STANDBY_REPLICAS,
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Copies of the state that other instances keep, to take over sooner (default: ${DEFAULT-VALUE}).")
    private int standbyReplicas;

    @Option(
            names = SettingOptions.STATE_DIRECTORY,
            paramLabel = "DIR",
            description = "Local copies of the state; may be lost (default: metastep-state in the temporary folder).")
    private @Nullable Path stateDirectory;

    @Option(
            names = SettingOptions.COMMIT_INTERVAL,
            paramLabel = "MS",
            defaultValue = "10",
            description = "How often answers are committed; bounds the latency (default: ${DEFAULT-VALUE} ms).")
    private int commitMillis;

    @Option(
            names = SettingOptions.POLL,
            paramLabel = "MS",
            defaultValue = "5",
            description = "How long a thread waits for records before it commits (default: ${DEFAULT-VALUE} ms).")
    private int pollMillis;

    @Option(
            names = SettingOptions.MEMORY,
            paramLabel = "MIB",
            description =
                    "Most optimizer memory to keep, in MiB; jobs beyond it are refused (default: half of the heap).")
    private @Nullable Integer memoryMebibytes;

    @Option(
            names = SettingOptions.JOB_STATE,
            paramLabel = "MIB",
            description =
                    "Most optimizer state that one job may have in this instance, in memory and written out, in MiB;"
                            + " its blocks beyond it are refused (default: twice --memory).")
    private @Nullable Integer jobStateMebibytes;

    @Option(
            names = SettingOptions.ALL_STATE,
            paramLabel = "MIB",
            description = "The same for all jobs together (default: ten times --memory).")
    private @Nullable Integer allStateMebibytes;

    @Mixin
    private SnapshotEncodingOption snapshotEncoding = new SnapshotEncodingOption();

    @Option(
            names = SettingOptions.TRAJECTORY_SHARE,
            paramLabel = "SHARE",
            description = "Bytes of trajectory segments per byte of gradients, 0 to 1; 0 is off (default: 0.1).")
    private @Nullable Double trajectoryShare;

    @Option(
            names = SettingOptions.CANARY_SHARE,
            paramLabel = "SHARE",
            description = "Share of the jobs on a stable channel that try a version before it becomes stable, 0 to 1;"
                    + " 0 is off; the same for all instances (default: 0.2).")
    private @Nullable Double canaryShare;

    @Mixin
    private HttpOption http = new HttpOption();

    @ArgGroup(validate = false, heading = ClusterOptions.HEADING)
    private ClusterOptions clusterOptions = new ClusterOptions();

    @Override
    public Integer call() throws ExecutionException, InterruptedException {
        Problems problems = new Problems();
        ClusterSettings cluster = clusterOptions.settings(problems);
        SettingsBuilder builder = builder(cluster);
        Application.problems(builder).forEach(problems::add);
        if (stateDirectory != null) {
            OutputFile.checkFolder(SettingOptions.STATE_DIRECTORY, stateDirectory, problems);
        }
        http.check(problems);
        problems.throwIfAny();
        cluster.requireReachable();
        return serve(cluster, builder.build());
    }

    private SettingsBuilder builder(ClusterSettings cluster) {
        SettingsBuilder builder = Application.builder(cluster)
                .applicationId(applicationId.value())
                .threads(threads)
                .standbyReplicas(standbyReplicas)
                .commitInterval(Duration.ofMillis(commitMillis))
                .poll(Duration.ofMillis(pollMillis))
                .snapshotEncoding(snapshotEncoding.value());
        if (instance != null) {
            builder.instanceName(instance);
        }
        if (stateDirectory != null) {
            builder.stateDirectory(stateDirectory);
        }
        if (memoryMebibytes != null) {
            builder.liveBytes((long) memoryMebibytes << 20);
        }
        if (jobStateMebibytes != null) {
            builder.jobStateBytes((long) jobStateMebibytes << 20);
        }
        if (allStateMebibytes != null) {
            builder.stateBytes((long) allStateMebibytes << 20);
        }
        if (trajectoryShare != null) {
            builder.trajectoryShare(trajectoryShare);
        }
        if (canaryShare != null) {
            builder.canaryShare(canaryShare);
        }
        return builder;
    }

    private int serve(ClusterSettings cluster, ApplicationSettings settings)
            throws ExecutionException, InterruptedException {
        Screen screen = Screen.standard();
        try (OnExit onExit = new OnExit()) {
            screen.line("Starting " + screen.bold(settings.applicationId()) + " on " + settings.bootstrapServers());
            MetastepApplication application = Application.start(settings, onExit);
            var health = new ApplicationHealth(application);
            Optional<InstanceServer> server = InstanceServer.start(http, cluster, application, onExit);
            server.ifPresent(s -> screen.line("Page, health and metrics: http://" + s.address()));
            Startup.await(
                    application::awaitRunning,
                    application.failure(),
                    () -> screen.line("Not ready yet: " + health.ready().reason()));
            screen.line(started(settings));
            onExit.<AutoCloseable>closing(() -> screen.line("Stopping: memory to snapshots, last commit"));
            onExit.closing(screen.show(new ApplicationView(application, InstantSource.system())));
            Throwable failure = application.failure().toCompletableFuture().get();
            throw CommandFailure.failed("The application stopped: " + failure);
        }
    }

    private static String started(ApplicationSettings settings) {
        return "Running: topics %s.*, %d stream %s, %s kernel, commit every %d ms, poll %d ms. Stop: Ctrl-C"
                .formatted(
                        settings.topics().prefix(),
                        settings.threads(),
                        settings.threads() == 1 ? "thread" : "threads",
                        Optimizers.kernel(),
                        settings.commitInterval().toMillis(),
                        settings.poll().toMillis());
    }
}

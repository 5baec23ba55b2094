package io.metastep.cli.learn;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.OnExit;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.TopicSetup;
import io.metastep.cli.http.HttpOption;
import io.metastep.cli.metatraining.SpecOptions;
import io.metastep.cli.terminal.Screen;
import io.metastep.metalearner.Workers;
import io.metastep.metalearner.kafka.LearnerConnection;
import io.metastep.metalearner.kafka.LearnerListener;
import io.metastep.metalearner.kafka.LearnerService;
import io.metastep.metalearner.kafka.Start;
import io.metastep.metalearner.online.FixedTasks;
import io.metastep.metalearner.online.LearnerException;
import io.metastep.metalearner.online.LearnerSettings;
import io.metastep.metalearner.online.RolloutPlan;
import io.metastep.ops.OpsServer;
import io.metastep.ops.ProcessMetrics;
import io.metastep.optimizees.Nd4jThreads;
import io.metastep.optimizees.TaskCatalogue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code metastep learn}: keeps improving a family of optimizers from what live jobs leave on the trajectories topic. */
@Command(
        name = "learn",
        description = {
            "Keep improving an optimizer while jobs run: learn from the trajectories topic, publish versions, until Ctrl-C.",
            "Of several learners of a family one works, the others stand by."
        },
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false,
        footerHeading = "%nTASK in a PLAN is one of:%n",
        footer = TaskCatalogue.DESCRIPTION)
public final class LearnCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 256;
    private static final long REPORT_SECONDS = 5;

    @ArgGroup(validate = false, heading = ClusterOptions.HEADING)
    private ClusterOptions clusterOptions = new ClusterOptions();

    @ArgGroup(validate = false, heading = LearningOptions.HEADING)
    private LearningOptions learning = new LearningOptions();

    @ArgGroup(validate = false, heading = RolloutOptions.HEADING)
    private RolloutOptions rollouts = new RolloutOptions();

    @ArgGroup(validate = false, heading = TrialOptions.HEADING)
    private TrialOptions trials = new TrialOptions();

    @ArgGroup(validate = false, heading = StartOptions.HEADING)
    private StartOptions start = new StartOptions();

    @ArgGroup(validate = false, heading = "%nKind of optimizer, for --cold-start:%n")
    private SpecOptions kind = new SpecOptions();

    @Option(
            names = "--meta-steps",
            paramLabel = "N",
            description = "End after so many meta-steps of this process (default: at Ctrl-C).")
    private @Nullable Long metaSteps;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads for meta-gradients, rollouts and the gate; the result does not depend on it"
                    + " (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Mixin
    private Json json = new Json();

    @Mixin
    private HttpOption http = new HttpOption();

    private final InstantSource clock = InstantSource.system();

    /** What the options amount to. */
    private record Plan(ClusterSettings cluster, LearnerSettings settings, Start start) {}

    @Override
    public Integer call() {
        Nd4jThreads.useOne();
        Plan plan = plan();
        requireTopics(plan.cluster().requireReachable());
        try (var onExit = new OnExit();
                var workers = new Workers("learner", threads)) {
            learn(plan, workers, onExit);
            return ExitCode.OK;
        } catch (LearnerException e) {
            throw e.isConfiguration()
                    ? CommandFailure.usage(String.valueOf(e.getMessage()))
                    : CommandFailure.failed(String.valueOf(e.getMessage()));
        }
    }

    private Plan plan() {
        var problems = new Problems();
        json.check(problems);
        http.check(problems);
        ClusterSettings cluster = clusterOptions.settings(problems);
        problems.requireRange("--threads", threads, 1, MOST_THREADS);
        problems.requireAtLeast("--meta-steps", metaSteps == null ? 1 : metaSteps, 1);
        problems.require(
                learning.margin >= 0 && learning.margin <= 10,
                "--gate-margin: must be 0 to 10, got " + learning.margin);
        Optional<Start> begin = start.start(learning.family, kind, problems);
        Optional<RolloutPlan> accompany = rollouts.plan(problems);
        Optional<LearnerSettings> settings = learning.settings(accompany, trials.settings(problems), problems);
        problems.throwIfAny();
        return new Plan(cluster, settings.orElseThrow(), begin.orElseThrow());
    }

    private static void requireTopics(ClusterSettings cluster) {
        try (Admin admin = cluster.admin()) {
            new TopicSetup(admin, cluster.topics()).requireAll();
        }
    }

    private void learn(Plan plan, Workers workers, OnExit onExit) {
        Screen screen = json.screen();
        var began = clock.instant();
        var report = new LearnReport(plan.settings().family());
        var view = new LearnView(screen, plan.settings().family(), clock);
        var reported = new CountDownLatch(1);
        // Closed last: Ctrl-C ends the process when the report is written.
        onExit.<AutoCloseable>closing(() -> reported.await(REPORT_SECONDS, TimeUnit.SECONDS));
        var state = new LearnerState();
        LearnerService service = onExit.closing(service(plan, workers, new Listeners(List.of(report, view, state))));
        view.watch(service::lag);
        state.watch(service::lag);
        serve(state, screen, onExit);
        try {
            screen.line("Group %s, topics %s.*. Stop: Ctrl-C"
                    .formatted(
                            screen.bold(connection(plan).group()),
                            plan.cluster().topics().prefix()));
            screen.during(view, () -> run(service));
            conclude(report, screen, Duration.between(began, clock.instant()));
        } finally {
            reported.countDown();
        }
    }

    /** Health and metrics, for whoever wants them. */
    private void serve(LearnerState state, Screen screen, OnExit onExit) {
        if (!http.isOff()) {
            ProcessMetrics metrics = onExit.closing(new ProcessMetrics());
            metrics.bind(LearnerMetrics.ALL, state);
            OpsServer server = onExit.closing(
                    http.listen(address -> OpsServer.start(address, new LearnerHealth(state), metrics::scrape)));
            screen.line("Health and metrics: http://" + server.address());
        }
    }

    private LearnerService service(Plan plan, Workers workers, LearnerListener listener) {
        return new LearnerService(
                connection(plan),
                plan.settings(),
                plan.start(),
                new FixedTasks(FixedTasks.standard(), learning.margin, workers),
                workers,
                listener,
                clock);
    }

    private LearnerService run(LearnerService service) {
        service.run(metaSteps == null ? OptionalLong.empty() : OptionalLong.of(metaSteps));
        return service;
    }

    private void conclude(LearnReport report, Screen screen, Duration elapsed) {
        screen.line(report.summary(elapsed));
        json.write(report.json(elapsed));
    }

    private static LearnerConnection connection(Plan plan) {
        return new LearnerConnection(
                plan.cluster().bootstrapServers(),
                plan.cluster().kafkaProperties(),
                plan.cluster().topics(),
                plan.settings().family());
    }
}

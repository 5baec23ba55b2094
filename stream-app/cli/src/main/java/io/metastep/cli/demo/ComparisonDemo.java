package io.metastep.cli.demo;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.OnExit;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.training.JobResult;
import io.metastep.cli.training.JobsView;
import io.metastep.cli.training.TrainingJob;
import io.metastep.client.JobException;
import io.metastep.optimizer.Optimizers;
import io.metastep.schemas.OptimizerRef;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The shipped optimizer beside tuned rivals: jobs through Kafka, then the same problems in process. */
final class ComparisonDemo {

    /** Jobs unless somebody wants another number. */
    static final int JOBS = 8;

    private final DemoSettings settings;
    private final Json json;
    private final Screen screen;
    private final InstantSource clock;

    ComparisonDemo(DemoSettings settings, Json json, InstantSource clock) {
        this.settings = settings;
        this.json = json;
        this.clock = clock;
        screen = json.screen();
    }

    /** Runs it; returns the exit code. */
    int run() {
        long start = clock.millis();
        List<PlannedJob> plan = PlannedJob.all(settings.jobs(), settings.seed(), settings.tasks());
        try (OnExit onExit = new OnExit();
                Workers cores = Workers.onAllCores()) {
            DemoCluster cluster = startCluster(onExit);
            Rivals rivals = tune(plan, cores);
            List<Map<Rival, Double>> rivalLosses = runRivals(rivals, plan, cores, cluster);
            List<JobResult> results = train(plan, cluster);
            double seconds = (clock.millis() - start) / 1_000.0;
            return conclude(DemoReport.of(results, rivalLosses, cluster.rejected(), seconds));
        }
    }

    private DemoCluster startCluster(OnExit onExit) {
        long start = clock.millis();
        ClusterSettings broker = DemoBroker.start(settings.port(), onExit);
        DemoCluster cluster = DemoCluster.start(broker, application -> application, onExit);
        screen.line("%s  Kafka broker at %s and the application (exactly once, %d partitions, %s kernel), up in %s"
                .formatted(
                        screen.bold("1"),
                        broker.bootstrapServers(),
                        DemoBroker.PARTITIONS,
                        Optimizers.kernel(),
                        Numbers.time(Duration.ofMillis(clock.millis() - start))));
        cluster.serve(settings.http(), screen, onExit);
        return cluster;
    }

    private Rivals tune(List<PlannedJob> plan, Workers cores) {
        screen.line(screen.bold("2") + "  Rivals at their best: rates (and momentum) searched for each task and "
                + settings.steps() + " steps, on other seeds");
        Progress progress = new Progress("   Tuning", PlannedJob.tasks(plan).size() * Rivals.USUAL_RUNS, clock);
        Rivals rivals = screen.during(
                progress,
                () -> Rivals.tune(PlannedJob.tasks(plan), settings.seed(), settings.steps(), cores, progress));
        DemoTables.tuned(rivals.tuned()).forEach(line -> screen.line("   " + line));
        return rivals;
    }

    private List<JobResult> train(List<PlannedJob> plan, DemoCluster cluster) {
        screen.line(screen.bold("3") + "  " + plan.size()
                + " jobs through Kafka, at the same time; every gradient out, every update in");
        List<TrainingJob> running = plan.stream().map(job -> job(job, cluster)).toList();
        try (Workers threads = new Workers(running.size(), "job")) {
            return screen.during(new JobsView(running, clock), () -> threads.all(running));
        } catch (JobException e) {
            throw cluster.failure()
                    .map(cause -> CommandFailure.failed("The application stopped by itself: " + cause))
                    .orElseThrow(() -> e);
        }
    }

    private TrainingJob job(PlannedJob job, DemoCluster cluster) {
        return job.through(cluster.client(), OptimizerRef.DEFAULT, settings.steps(), clock);
    }

    private List<Map<Rival, Double>> runRivals(
            Rivals rivals, List<PlannedJob> plan, Workers cores, DemoCluster cluster) {
        Progress progress = new Progress("   The same tasks in process with the rivals", plan.size(), clock);
        List<List<RivalRun>> runs = screen.during(progress, () -> rivals.run(plan, cores, progress));
        for (int i = 0; i < plan.size(); i++) {
            cluster.show(plan.get(i), runs.get(i));
        }
        return runs.stream().map(RivalRun::finalLosses).toList();
    }

    private int conclude(DemoReport report) {
        screen.gap();
        screen.lines(DemoTables.results(report));
        screen.gap();
        Verdict verdict = new Verdict(report);
        verdict.sentences().forEach(screen::line);
        screen.line(
                screen.faint(
                        "Losses are over the whole problem, before and after all steps. p50 and p99: from a step's gradients to its last update."));
        screen.line("Done in " + Numbers.time(Duration.ofMillis((long) (1_000 * report.elapsedSeconds()))) + ".");
        json.write(report);
        return verdict.isComplete() ? ExitCode.OK : ExitCode.FAILURE;
    }
}

package io.metastep.cli.demo;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.OnExit;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.training.TrainingJob;
import io.metastep.client.JobException;
import io.metastep.metalearner.online.LearnerProgress;
import io.metastep.optimizees.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The jobs of a demo of learning, from the first one to the report. Those of the first generation use the version that learning
 * begins with, all others whatever is newest. No job is trained twice, and each is compared with the rivals on its own problem.
 *
 * <p>On Ctrl-C the jobs that run are given up, and the report is of what there is.
 */
final class LearningRun {

    private static final long REPORT_SECONDS = 10;

    private final DemoSettings settings;
    private final LearningDemo.Plan plan;
    private final Scenario scenario;
    private final Rivals rivals;
    private final DemoLearner learner;
    private final DemoCluster cluster;
    private final StopWatch watch;
    private final Json json;
    private final Screen screen;
    private final InstantSource clock;
    private final GenerationTable table;
    private final Generations generations;
    private final Fleet<TrainedJob> fleet;
    private final CountDownLatch reported = new CountDownLatch(1);

    LearningRun(
            DemoSettings settings,
            LearningDemo.Plan plan,
            Rivals rivals,
            DemoLearner learner,
            DemoCluster cluster,
            StopWatch watch,
            Json json,
            InstantSource clock) {
        this.settings = settings;
        this.plan = plan;
        this.scenario = plan.scenario();
        this.rivals = rivals;
        this.learner = learner;
        this.cluster = cluster;
        this.watch = watch;
        this.json = json;
        this.clock = clock;
        screen = json.screen();
        table = new GenerationTable(scenario.family());
        generations = new Generations(
                scenario.generation(settings.jobs()), watch, generation -> screen.line(table.row(generation)));
        fleet = new Fleet<>(settings.jobs(), this::job, generations::add);
    }

    /** Runs it; returns the exit code. */
    int run(OnExit onExit) {
        // Closed first, while the broker that the report asks is still there.
        onExit.closing((AutoCloseable) this::giveUp);
        learner.onFailure(fleet::stop);
        try (fleet) {
            train();
            return conclude();
        } finally {
            reported.countDown();
        }
    }

    private void giveUp() throws InterruptedException {
        fleet.stop();
        reported.await(REPORT_SECONDS, TimeUnit.SECONDS);
    }

    private void train() {
        screen.line("%s  %d jobs beside each other; %d one after the other are a generation"
                .formatted(screen.bold("3"), settings.jobs(), generations.size()));
        screen.gap();
        screen.lines(header());
        LearningView view = new LearningView(scenario.family(), generations, learner, watch);
        try {
            screen.during(view, () -> {
                fleet.run();
                return view;
            });
        } catch (JobException e) {
            throw cluster.failure()
                    .map(cause -> CommandFailure.failed("The application stopped by itself: " + cause))
                    .orElseThrow(() -> e);
        }
        learner.requireWell();
    }

    private List<String> header() {
        return table.header(scenario.tasks().stream().map(Task::name).toList());
    }

    private Optional<Callable<TrainedJob>> job(int number) {
        boolean isEnough = watch.elapsed().compareTo(plan.time()) >= 0
                || (plan.generations().isPresent()
                        && number / generations.size() >= plan.generations().getAsInt());
        return isEnough ? Optional.empty() : Optional.of(() -> train(number));
    }

    private TrainedJob train(int number) {
        PlannedJob planned = scenario.job(number, settings.seed());
        String optimizer = number < generations.size() ? scenario.first() : scenario.latest();
        TrainingJob job = planned.through(cluster.client(), optimizer, settings.steps(), clock);
        List<RivalRun> runs = rivals.run(planned);
        cluster.show(planned, runs);
        return new TrainedJob(number, job.call(), RivalRun.finalLosses(runs));
    }

    private int conclude() {
        LearningReport report = report();
        screen.gap();
        screen.lines(header());
        screen.lines(table.summary(report.generations()));
        screen.gap();
        LearningVerdict verdict = new LearningVerdict(report);
        verdict.sentences().forEach(screen::line);
        draw(report);
        screen.line("Done in " + Numbers.time(watch.elapsed()) + ".");
        json.write(report);
        return report.delivery().isComplete() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private LearningReport report() {
        Delivery delivery = generations.delivery(cluster.rejected());
        Optional<LearnerProgress> learned = learner.progress();
        return new LearningReport(
                scenario.title(),
                scenario.family(),
                settings.seed(),
                settings.jobs(),
                generations.size(),
                settings.steps(),
                generations.jobs(),
                generations.all(),
                learner.published(),
                scenario.learner().rollouts().share(),
                learned.map(LearnerProgress::metaSteps).orElse(0L),
                learned.<Map<String, Long>>map(LearnerProgress::counters).orElse(Map.of()),
                generations.fallbackSteps(),
                delivery.expected(),
                delivery.applied(),
                delivery.rejected(),
                watch.seconds());
    }

    private void draw(LearningReport report) {
        GenerationChart chart = new GenerationChart(scenario.title(), report.generations(), report.versions());
        for (Task task : scenario.tasks()) {
            Path file = plan.folder().resolve(fileName(task));
            try {
                chart.of(task.name()).writePng(file);
                screen.line("Plot: " + file);
            } catch (IOException e) {
                throw CommandFailure.failed("--out: could not write %s: %s".formatted(file, e.getMessage()));
            }
        }
    }

    private static String fileName(Task task) {
        return task.name().replaceAll("[^A-Za-z0-9.]+", "-") + ".png";
    }
}

package io.metastep.cli.demo;

import io.metastep.cli.Json;
import io.metastep.cli.OnExit;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.metalearner.kafka.LearnerConnection;
import io.metastep.metalearner.kafka.LearnerListener;
import io.metastep.metalearner.kafka.LearnerService;
import io.metastep.metalearner.online.FixedTasks;
import io.metastep.optimizees.Task;
import io.metastep.optimizer.Optimizers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;

/** Broker, learner, application and jobs in one process; the learner improves the optimizer from what the jobs live through. */
final class LearningDemo {

    /** The demo's jobs are small, so their trajectories may have as many bytes as their gradients. */
    private static final double TRAJECTORY_SHARE = 1;

    private final DemoSettings settings;
    private final Plan plan;
    private final Json json;
    private final Screen screen;
    private final InstantSource clock;
    private final StopWatch watch;

    /**
     * What to show, and for how long.
     *
     * @param time since the start, after which no further job begins
     * @param generations to end after, if there is a limit
     * @param folder for the plots
     */
    record Plan(Scenario scenario, Duration time, OptionalInt generations, Path folder) {}

    LearningDemo(DemoSettings settings, Plan plan, Json json, InstantSource clock) {
        this.settings = settings;
        this.plan = plan;
        this.json = json;
        this.clock = clock;
        screen = json.screen();
        watch = new StopWatch(clock);
    }

    /** Runs it; returns the exit code. */
    int run() {
        Rivals rivals = tune();
        try (OnExit onExit = new OnExit();
                var gradients = new io.metastep.metalearner.Workers("meta-gradient", 1)) {
            ClusterSettings broker = DemoBroker.start(settings.port(), onExit);
            // Before the application, which then knows the first version from the start.
            DemoLearner learner = DemoLearner.start(listener -> service(broker, gradients, listener), watch, onExit);
            DemoCluster cluster =
                    DemoCluster.start(broker, application -> application.trajectoryShare(TRAJECTORY_SHARE), onExit);
            screen.line("%s  Kafka broker at %s, the learner of %s, and the application (%s kernel)"
                    .formatted(
                            screen.bold("2"),
                            broker.bootstrapServers(),
                            plan.scenario().family(),
                            Optimizers.kernel()));
            cluster.serve(settings.http(), screen, onExit);
            return new LearningRun(settings, plan, rivals, learner, cluster, watch, json, clock).run(onExit);
        }
    }

    private Rivals tune() {
        List<Task> tasks = plan.scenario().tasks();
        screen.line(screen.bold("1") + "  Rivals at their best: rates (and momentum) searched for each task and "
                + settings.steps() + " steps, on other seeds");
        Progress progress = new Progress("   Tuning", tasks.size() * Rivals.USUAL_RUNS, clock);
        try (Workers cores = Workers.onAllCores()) {
            Rivals rivals = screen.during(
                    progress, () -> Rivals.tune(tasks, settings.seed(), settings.steps(), cores, progress));
            DemoTables.tuned(rivals.tuned()).forEach(line -> screen.line("   " + line));
            return rivals;
        }
    }

    private LearnerService service(
            ClusterSettings cluster, io.metastep.metalearner.Workers gradients, LearnerListener listener) {
        Scenario scenario = plan.scenario();
        return new LearnerService(
                new LearnerConnection(
                        cluster.bootstrapServers(), cluster.kafkaProperties(), cluster.topics(), scenario.family()),
                scenario.learner(),
                scenario.start(),
                new FixedTasks(scenario.exams(), FixedTasks.MARGIN, gradients),
                gradients,
                listener,
                clock);
    }
}

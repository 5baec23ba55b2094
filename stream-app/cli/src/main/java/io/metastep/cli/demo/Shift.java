package io.metastep.cli.demo;

import io.metastep.cli.OptimizerSource;
import io.metastep.metalearner.Workload;
import io.metastep.metalearner.kafka.Start;
import io.metastep.metalearner.online.FixedTasks;
import io.metastep.optimizees.Task;
import java.util.List;

/** The shipped optimizer on a task unlike those that it was trained on. */
final class Shift {

    private static final String SHIPPED = "universal";
    private static final String FAMILY = "shifted";
    private static final double RATE = 0.001;
    private static final String TASK = "quadratic:condition=1000";

    private Shift() {}

    /** The scenario of jobs of so many steps. */
    static Scenario scenario(DemoSettings settings) {
        Task task = settings.tasks().parse(TASK);
        List<Workload> rollouts = List.of(
                new Workload(settings.tasks().parse(TASK + ",problems=32"), 4, 1, 20, Math.max(20, settings.steps())));
        return new Scenario(
                "shift",
                new Start.Given(OptimizerSource.read(SHIPPED)),
                List.of(task),
                FixedTasks.exams(List.of(settings.tasks().parse(TASK + ",problems=64")), settings.steps()),
                Scenario.learner(FAMILY, rollouts, RATE, settings.seed()));
    }
}

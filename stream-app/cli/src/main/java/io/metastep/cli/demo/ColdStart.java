package io.metastep.cli.demo;

import io.metastep.metalearner.Workload;
import io.metastep.metalearner.kafka.Start;
import io.metastep.metalearner.online.FixedTasks;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.Output;
import java.util.List;

/**
 * An optimizer of the shipped one's kind, but random and without the nominal term, so that it begins with updates of exactly zero: all that
 * it can do in the end it has learned from the jobs.
 */
final class ColdStart {

    private static final String FAMILY = "cold";
    private static final double RATE = 0.005;
    private static final LstmSpec RANDOM = new LstmSpec(
            List.of(new Feature.LogAndSign(10), new Feature.NormalizedGradient(), new Feature.NormalizedMomentum()),
            List.of(20, 20),
            new Output.BoundedNominal(0.1f, 0));

    private static final String QUADRATIC = "quadratic";
    private static final String QUADRATIC_EXAM = "quadratic:problems=64";
    private static final String QUADRATIC_ROLLOUT = "quadratic:problems=32";
    private static final String PERCEPTRON = "mlp";
    private static final String PERCEPTRON_EXAM = "digits-mlp:widths=10,batch=64,pool=4";
    private static final String PERCEPTRON_ROLLOUT = "digits-mlp:pool=2";

    /** What the jobs train. */
    enum Work {
        QUADRATICS,
        PERCEPTRONS,
        BOTH;

        /** A perceptron costs the machine as much as a dozen quadratics, so fewer of the jobs are perceptrons. */
        private List<String> jobs() {
            return switch (this) {
                case QUADRATICS -> List.of(QUADRATIC);
                case PERCEPTRONS -> List.of(PERCEPTRON);
                case BOTH -> List.of(QUADRATIC, QUADRATIC, QUADRATIC, PERCEPTRON);
            };
        }

        private List<String> exams() {
            return of(QUADRATIC_EXAM, PERCEPTRON_EXAM);
        }

        private List<String> rollouts() {
            return of(QUADRATIC_ROLLOUT, PERCEPTRON_ROLLOUT);
        }

        private List<String> of(String quadratics, String perceptrons) {
            return switch (this) {
                case QUADRATICS -> List.of(quadratics);
                case PERCEPTRONS -> List.of(perceptrons);
                case BOTH -> List.of(quadratics, perceptrons);
            };
        }
    }

    private ColdStart() {}

    /** The scenario of jobs of so many steps. */
    static Scenario scenario(Work work, DemoSettings settings) {
        TaskCatalogue tasks = settings.tasks();
        List<Workload> rollouts = work.rollouts().stream()
                .map(name -> new Workload(tasks.parse(name), 4, 1, 20, Math.max(20, settings.steps())))
                .toList();
        return new Scenario(
                "cold start",
                new Start.Cold(RANDOM),
                parsed(work.jobs(), tasks),
                FixedTasks.exams(parsed(work.exams(), tasks), settings.steps()),
                Scenario.learner(FAMILY, rollouts, RATE, settings.seed()));
    }

    private static List<Task> parsed(List<String> names, TaskCatalogue tasks) {
        return names.stream().map(tasks::parse).toList();
    }
}

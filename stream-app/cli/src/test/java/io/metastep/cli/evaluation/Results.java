package io.metastep.cli.evaluation;

import io.metastep.metalearner.evaluation.OptimizerResult;
import io.metastep.metalearner.evaluation.OptimizerResult.AccuracyPoint;
import io.metastep.metalearner.evaluation.OptimizerResult.CurvePoint;
import io.metastep.metalearner.evaluation.OptimizerResult.RatioPoint;
import io.metastep.metalearner.evaluation.TaskResult;
import io.metastep.metalearner.evaluation.TaskResult.SearchPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Results to report on. */
final class Results {
    static final double UNKNOWN = Double.NaN;

    private Results() {}

    static TaskResult task(String suite, String task) {
        return new TaskResult(
                suite,
                task,
                "Task <" + task + ">",
                "mnist-mlp:widths=20",
                List.of(100, 200),
                3,
                List.of(
                        new SearchPoint("Adam", "betas 0.9 0.999", "constant", 0.01, 200, 0.5),
                        new SearchPoint("Adam", "betas 0.9 0.999", "constant", 0.1, 200, UNKNOWN)),
                List.of(learned(suite, task), adam(suite, task, 100), adam(suite, task, 200)));
    }

    private static OptimizerResult learned(String suite, String task) {
        return result(
                suite,
                task,
                "mine@1",
                UNKNOWN,
                0,
                List.of(
                        new RatioPoint(100, 0.8, 0.7, 0.9, 0.75),
                        new RatioPoint(200, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)));
    }

    private static OptimizerResult adam(String suite, String task, int horizon) {
        return result(suite, task, "Adam", 0.01, horizon, List.of(new RatioPoint(horizon, 1, 1, 1, 1)));
    }

    private static OptimizerResult result(
            String suite, String task, String name, double rate, int tunedFor, List<RatioPoint> ratios) {
        return new OptimizerResult(
                suite,
                task,
                name,
                rate,
                5,
                List.of(
                        new CurvePoint(1, 2.3, 0.01, 2.3),
                        new CurvePoint(100, 0.4, 0.02, 0.39),
                        new CurvePoint(200, 0.25, 0.01, 0.25)),
                ratios,
                0.91,
                tunedFor == 0,
                tunedFor,
                tunedFor == 0 ? "" : "rate 0.01, betas 0.9 0.999",
                false,
                tunedFor != 0,
                5,
                0,
                List.of(new AccuracyPoint(200, 0.91, 0.01, tunedFor == 0 ? 0.012 : 0, 0.002)),
                3.5,
                2.75);
    }

    static Report report(Experiment experiment, int missing, TaskResult... tasks) {
        return new Report(
                "metastep eval --suite mnist",
                experiment,
                "2 threads",
                Instant.parse("2026-11-25T08:00:00Z"),
                Duration.ofSeconds(90),
                List.of(tasks),
                missing);
    }

    static Experiment experiment(boolean quick, String images) {
        return new Experiment(quick, 5, images, List.of(new Experiment.Subject("mine@1", "0123abcd")));
    }
}

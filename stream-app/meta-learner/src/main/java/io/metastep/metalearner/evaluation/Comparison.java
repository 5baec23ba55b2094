package io.metastep.metalearner.evaluation;

import io.metastep.metalearner.BaselineSearch.Tuned;
import io.metastep.metalearner.evaluation.OptimizerResult.AccuracyPoint;
import io.metastep.metalearner.evaluation.OptimizerResult.CurvePoint;
import io.metastep.metalearner.evaluation.OptimizerResult.RatioPoint;
import io.metastep.optimizer.OptimizerSpec;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Trials of several optimizers on the same members of a task, and what they say. */
final class Comparison {
    private static final double NANOS_PER_MILLI = 1e6;

    private final EvaluationTask task;
    private final Map<Contender, List<Trial>> trials; // in the order of the seeds
    private final Function<OptimizerSpec, String> specText;

    Comparison(EvaluationTask task, Map<Contender, List<Trial>> trials, Function<OptimizerSpec, String> specText) {
        this.task = task;
        this.trials = trials;
        this.specText = specText;
    }

    List<OptimizerResult> results() {
        return trials.keySet().stream().map(this::result).toList();
    }

    private OptimizerResult result(Contender contender) {
        List<Integer> judged =
                task.horizons().stream().filter(contender::isJudgedAt).toList();
        List<AccuracyPoint> accuracies = task.test().isEmpty()
                ? List.of()
                : judged.stream().map(step -> accuracy(contender, step)).toList();
        return new OptimizerResult(
                task.suite(),
                task.id(),
                contender.name(),
                contender.learningRate(),
                task.members(),
                contender.steps(task).stream()
                        .map(step -> point(contender, step))
                        .toList(),
                judged.stream().map(step -> ratio(contender, step)).toList(),
                accuracies.isEmpty()
                        ? Double.NaN
                        : accuracies.get(accuracies.size() - 1).mean(),
                contender.tuned().isEmpty(),
                contender.tuned().map(Tuned::horizon).orElse(0),
                contender.tuned().map(this::settings).orElse(""),
                contender.tuned().map(Tuned::atEdge).orElse(false),
                contender
                        .tuned()
                        .map(found -> best(found.horizon()).equals(contender))
                        .orElse(false),
                losses(contender, judged.get(0)).length,
                (int) trials(contender).stream().filter(Trial::diverged).count(),
                accuracies,
                medianMillis(contender, Trial::nanosPerStep),
                medianMillis(contender, Trial::optimizerNanosPerStep));
    }

    private String settings(Tuned tuned) {
        return specText.apply(tuned.spec())
                + switch (tuned.schedule()) {
                    case CONSTANT -> "";
                    case LINEAR -> ", decaying to 0";
                };
    }

    private CurvePoint point(Contender contender, int step) {
        double[] losses = losses(contender, step);
        Interval mean = Estimates.mean(losses);
        return new CurvePoint(step, mean.value(), mean.half(), Estimates.finite(Estimates.median(losses)));
    }

    private RatioPoint ratio(Contender contender, int step) {
        double[] losses = losses(contender, step);
        double[] rivals = losses(best(step), step);
        Interval ratio = hasManyProblems() ? Estimates.ratioOfMeans(losses, rivals) : Estimates.ratio(losses, rivals);
        double medians = Estimates.finite(Estimates.median(losses) / Estimates.median(rivals));
        return new RatioPoint(step, ratio.value(), ratio.low(), ratio.high(), medians);
    }

    /** Single losses of random problems differ by orders of magnitude, so means are compared there, not ratios averaged. */
    private boolean hasManyProblems() {
        Contender any = trials.keySet().iterator().next();
        return losses(any, task.lastHorizon()).length > task.members();
    }

    private AccuracyPoint accuracy(Contender contender, int step) {
        double[] accuracies = accuracies(contender, step);
        double[] differences = accuracies(best(step), step);
        Arrays.setAll(differences, i -> accuracies[i] - differences[i]);
        Interval mean = Estimates.mean(accuracies);
        Interval difference = Estimates.mean(differences);
        return new AccuracyPoint(step, mean.value(), mean.half(), difference.value(), difference.half());
    }

    /** The baseline with the least mean loss on the very members that are reported: a choice in the baselines' favour. */
    private Contender best(int horizon) {
        return trials.keySet().stream()
                .filter(contender -> contender.isTunedFor(horizon))
                .min(Comparator.comparingDouble(
                        contender -> Arrays.stream(losses(contender, horizon)).sum()))
                .orElseThrow();
    }

    private double[] losses(Contender contender, int step) {
        return trials(contender).stream()
                .flatMapToDouble(trial -> Arrays.stream(trial.losses(step)))
                .toArray();
    }

    private double[] accuracies(Contender contender, int step) {
        return trials(contender).stream()
                .mapToDouble(trial -> trial.accuracy(step))
                .toArray();
    }

    private double medianMillis(Contender contender, ToDoubleFunction<Trial> nanos) {
        return Estimates.finite(Estimates.median(
                        trials(contender).stream().mapToDouble(nanos).toArray()))
                / NANOS_PER_MILLI;
    }

    private List<Trial> trials(Contender contender) {
        return trials.getOrDefault(contender, List.of());
    }
}

package io.metastep.metalearner.evaluation;

import io.metastep.metalearner.Baseline;
import io.metastep.metalearner.BaselineSearch;
import io.metastep.metalearner.BaselineSearch.Tried;
import io.metastep.metalearner.BaselineSearch.Tuned;
import io.metastep.metalearner.Schedule;
import io.metastep.metalearner.Workers;
import io.metastep.metalearner.evaluation.TaskResult.SearchPoint;
import io.metastep.optimizer.OptimizerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Compares optimizers on tasks: tunes the baselines, trains the same members with everybody, and draws up the result. */
public final class TaskEvaluation {
    private final List<Learned> learned;
    private final Function<OptimizerSpec, String> specText;
    private final Workers workers;
    private final LongSupplier nanoClock;
    private final EvaluationListener listener;

    /**
     * @param learned what is judged
     * @param specText how a baseline's settings are put into words
     * @param workers who trains
     * @param nanoClock time in nanoseconds, of which only differences count
     * @param listener hears how it goes on
     */
    public TaskEvaluation(
            List<Learned> learned,
            Function<OptimizerSpec, String> specText,
            Workers workers,
            LongSupplier nanoClock,
            EvaluationListener listener) {
        this.learned = List.copyOf(learned);
        this.specText = specText;
        this.workers = workers;
        this.nanoClock = nanoClock;
        this.listener = listener;
    }

    private record Run(Contender contender, long seed) {}

    public TaskResult run(EvaluationTask task) {
        return measure(task).result();
    }

    /** A result with the single trials behind it. */
    record Measured(TaskResult result, Map<Contender, List<Trial>> trials) {}

    Measured measure(EvaluationTask task) {
        List<Search> searches = tune(task);
        List<Tuned> baselines =
                searches.stream().flatMap(search -> search.best().stream()).toList();
        List<SearchPoint> tried =
                searches.stream().flatMap(search -> search.tried().stream()).toList();
        listener.tuned(task, baselines, tried);
        Map<Contender, List<Trial>> trials = train(task, contenders(task, baselines));
        return new Measured(result(task, tried, new Comparison(task, trials, specText).results()), trials);
    }

    private static TaskResult result(EvaluationTask task, List<SearchPoint> tried, List<OptimizerResult> results) {
        return new TaskResult(
                task.suite(),
                task.id(),
                task.title(),
                task.task().name(),
                task.horizons(),
                task.tuningMembers(),
                tried,
                results);
    }

    /** What came out of the search of one kind, and what it tried. */
    private record Search(List<Tuned> best, List<SearchPoint> tried) {}

    private List<Search> tune(EvaluationTask task) {
        return workers.map(Arrays.asList(Baseline.values()), baseline -> tune(task, baseline));
    }

    private Search tune(EvaluationTask task, Baseline baseline) {
        var tried = new ArrayList<SearchPoint>();
        var search = new BaselineSearch(
                task.task(), task.horizons(), task.tuningSeeds(), List.of(Schedule.values()), setting -> {
                    List<SearchPoint> points = points(baseline, setting);
                    tried.addAll(points);
                    listener.tried(task, points);
                });
        return new Search(search.run(baseline), tried);
    }

    private static List<SearchPoint> points(Baseline baseline, Tried tried) {
        return IntStream.range(0, tried.horizons().size())
                .mapToObj(horizon -> new SearchPoint(
                        HandDesigned.name(baseline),
                        HandDesigned.variant(tried.spec()),
                        tried.schedule().name().toLowerCase(Locale.ROOT),
                        HandDesigned.rate(tried.spec()),
                        tried.horizons().get(horizon),
                        Estimates.finite(tried.losses().get(horizon))))
                .toList();
    }

    private List<Contender> contenders(EvaluationTask task, List<Tuned> baselines) {
        return Stream.concat(
                        learned.stream().map(optimizer -> Contender.of(optimizer, task)),
                        baselines.stream().map(tuned -> Contender.of(tuned, task)))
                .toList();
    }

    private Map<Contender, List<Trial>> train(EvaluationTask task, List<Contender> contenders) {
        List<Run> runs = contenders.stream()
                .flatMap(contender -> task.seeds().stream().map(seed -> new Run(contender, seed)))
                .toList();
        List<Trial> trials = workers.map(runs, run -> {
            Trial trial = Trial.run(task, run.contender(), run.seed(), nanoClock);
            listener.trained(task, run.contender().tuned().isEmpty());
            return trial;
        });
        Map<Contender, List<Trial>> byContender = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            byContender
                    .computeIfAbsent(runs.get(i).contender(), c -> new ArrayList<>())
                    .add(trials.get(i));
        }
        return byContender;
    }
}

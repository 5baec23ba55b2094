package io.metastep.metalearner.evaluation;

import io.metastep.metalearner.Baseline;
import io.metastep.metalearner.BaselineSearch;
import io.metastep.metalearner.BaselineSearch.Tuned;
import io.metastep.metalearner.Schedule;
import io.metastep.metalearner.Workers;
import io.metastep.optimizer.OptimizerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
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
        var runs = new AtomicInteger();
        List<Tuned> baselines = tune(task, runs);
        listener.tuned(task, baselines);
        List<OptimizerResult> results =
                new Comparison(task, train(task, contenders(task, baselines)), specText).results();
        return new TaskResult(
                task.suite(),
                task.id(),
                task.title(),
                task.task().name(),
                task.horizons(),
                task.tuningMembers(),
                runs.get(),
                results);
    }

    private List<Tuned> tune(EvaluationTask task, AtomicInteger runs) {
        Runnable afterRun = () -> {
            runs.incrementAndGet();
            listener.tried(task);
        };
        List<Schedule> schedules = List.of(Schedule.values());
        var search = new BaselineSearch(task.task(), task.horizons(), task.tuningSeeds(), schedules, afterRun);
        return workers.map(Arrays.asList(Baseline.values()), search::run).stream()
                .flatMap(List::stream)
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
            listener.trained(task);
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

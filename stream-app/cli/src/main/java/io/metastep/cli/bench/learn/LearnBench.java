package io.metastep.cli.bench.learn;

import io.metastep.cli.bench.learn.LearnReport.Row;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Progress;
import io.metastep.metalearner.Workers;
import io.metastep.optimizees.TaskCatalogue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Runs every condition with every seed, as many beside each other as there are threads. */
final class LearnBench {
    private final Field field;
    private final TaskCatalogue tasks;
    private final List<Factor> factors;
    private final int seeds;
    private final int jobs;
    private final AtomicInteger done = new AtomicInteger();

    /** @param jobs that each run learns from */
    LearnBench(Field field, TaskCatalogue tasks, List<Factor> factors, int seeds, int jobs) {
        this.field = field;
        this.tasks = tasks;
        this.factors = List.copyOf(factors);
        this.seeds = seeds;
        this.jobs = jobs;
    }

    private record Run(Condition condition, long seed) {}

    /** Runs that {@link #measure} makes. */
    int runs() {
        return pending().size();
    }

    private List<Run> pending() {
        return Stream.concat(
                        Stream.of(Condition.STANDARD), factors.stream().flatMap(factor -> factor.conditions().stream()))
                .distinct()
                .flatMap(condition -> LongStream.rangeClosed(1, seeds).mapToObj(seed -> new Run(condition, seed)))
                .toList();
    }

    LearnReport measure(Workers workers, Progress progress) {
        HeldOut heldOut = new HeldOut(field.heldOut(tasks), field.members(), Field.STEPS);
        HeldOut.Rival rival = heldOut.best(workers);
        progress.startFrom(0);
        List<LearningRun.Outcome> outcomes = workers.map(pending(), run -> {
            LearningRun.Outcome outcome = LearningRun.of(field, tasks, run.condition(), run.seed(), jobs, heldOut);
            progress.at(
                    done.incrementAndGet(),
                    "%s, seed %d: %s".formatted(run.condition(), run.seed(), Numbers.loss(outcome.loss())));
            return outcome;
        });
        return new LearnReport(field, jobs, seeds, rival, rows(outcomes, rival), outcomes);
    }

    private List<Row> rows(List<LearningRun.Outcome> outcomes, HeldOut.Rival rival) {
        Map<Condition, List<LearningRun.Outcome>> byCondition =
                outcomes.stream().collect(Collectors.groupingBy(LearningRun.Outcome::condition));
        Function<Condition, List<LearningRun.Outcome>> of = condition -> byCondition.getOrDefault(condition, List.of());
        return factors.stream()
                .flatMap(factor -> factor.conditions().stream()
                        .map(condition -> Row.of(
                                factor, condition, of.apply(condition), of.apply(Condition.STANDARD), rival.loss())))
                .toList();
    }
}

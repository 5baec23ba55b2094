package io.metastep.cli.bench.guard;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.cli.bench.guard.GuardedJob.Outcome;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came out; its JSON form is public. */
@JsonPropertyOrder({"optimizer", "seeds", "rows"})
record GuardReport(String optimizer, int seeds, List<Row> rows) {

    GuardReport {
        rows = List.copyOf(rows);
    }

    /**
     * One kind of job.
     *
     * @param sabotage what was done to the optimizer
     * @param guarded mean final loss over the seeds; null if it is not finite
     * @param adam mean final loss of Adam (0.95, 0.95) at the fallback's rate from the first step
     * @param ratio guarded by adam
     * @param reverts per run
     * @param fallbackSteps per run
     * @param trippedRuns runs that were sent back at least once
     * @param firstRevert median over the runs that were; null if none was
     * @param latestFirstRevert the largest of them
     */
    @JsonPropertyOrder({
        "task",
        "steps",
        "fallbackRate",
        "sabotage",
        "guarded",
        "adam",
        "ratio",
        "reverts",
        "fallbackSteps",
        "trippedRuns",
        "firstRevert",
        "latestFirstRevert"
    })
    record Row(
            String task,
            int steps,
            float fallbackRate,
            String sabotage,
            @Nullable Double guarded,
            @Nullable Double adam,
            @Nullable Double ratio,
            double reverts,
            double fallbackSteps,
            int trippedRuns,
            @Nullable Integer firstRevert,
            @Nullable Integer latestFirstRevert) {

        static Row of(String task, int steps, float rate, Sabotage sabotage, List<Outcome> outcomes, double adam) {
            double guarded = mean(outcomes.stream().map(Outcome::finalLoss).toList());
            List<Integer> first = outcomes.stream()
                    .map(Outcome::firstRevert)
                    .filter(step -> step >= 0)
                    .sorted()
                    .toList();
            return new Row(
                    task,
                    steps,
                    rate,
                    sabotage.title(),
                    finite(guarded),
                    finite(adam),
                    finite(guarded / adam),
                    mean(outcomes.stream().map(Outcome::reverts).toList()),
                    mean(outcomes.stream().map(Outcome::fallbackSteps).toList()),
                    first.size(),
                    first.isEmpty() ? null : first.get(first.size() / 2),
                    first.isEmpty() ? null : first.get(first.size() - 1));
        }

        private static @Nullable Double finite(double value) {
            return Double.isFinite(value) ? value : null;
        }
    }

    static double mean(List<? extends Number> values) {
        return values.stream().mapToDouble(Number::doubleValue).average().orElse(Double.NaN);
    }

    void print(Screen screen) {
        Table table = new Table()
                .words("task")
                .numbers("steps")
                .numbers("rate")
                .words("optimizer")
                .numbers("guarded")
                .numbers("Adam")
                .numbers("ratio")
                .numbers("runs that tripped")
                .numbers("first at step")
                .numbers("latest")
                .numbers("reverts")
                .numbers("fallback steps");
        rows.forEach(row -> table.row(cells(row)));
        screen.lines(table.lines());
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        cells.add(row.task);
        cells.add(Integer.toString(row.steps));
        cells.add(Float.toString(row.fallbackRate));
        cells.add(row.sabotage);
        cells.add(loss(row.guarded));
        cells.add(loss(row.adam));
        cells.add(row.ratio == null ? "-" : String.format(Locale.ROOT, "%.3f", row.ratio));
        cells.add(Integer.toString(row.trippedRuns));
        cells.add(step(row.firstRevert));
        cells.add(step(row.latestFirstRevert));
        cells.add(String.format(Locale.ROOT, "%.1f", row.reverts));
        cells.add(String.format(Locale.ROOT, "%.0f", row.fallbackSteps));
        return cells;
    }

    private static String loss(@Nullable Double loss) {
        return Numbers.loss(loss == null ? Double.POSITIVE_INFINITY : loss);
    }

    private static String step(@Nullable Integer step) {
        return step == null ? "-" : step.toString();
    }
}

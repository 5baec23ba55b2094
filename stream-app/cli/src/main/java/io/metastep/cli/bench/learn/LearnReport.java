package io.metastep.cli.bench.learn;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.cli.bench.learn.LearningRun.Outcome;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** What {@code bench learn} found. Its JSON form is public; a number that is not finite is null there. */
@JsonPropertyOrder({"workload", "jobs", "seeds", "rival", "rows", "runs"})
record LearnReport(Field workload, int jobs, int seeds, HeldOut.Rival rival, List<Row> rows, List<Outcome> runs) {

    LearnReport {
        rows = List.copyOf(rows);
        runs = List.copyOf(runs);
    }

    /**
     * One condition over all seeds.
     *
     * @param losses on the held-out jobs
     * @param ofDefault losses as shares of those of the default condition with the same seed
     * @param ofTuned losses as shares of the best tuned baseline's
     * @param metaSteps mean number of meta-steps
     * @param withheld mean number of candidates that the gate kept back
     */
    @JsonPropertyOrder({"factor", "setting", "losses", "ofDefault", "ofTuned", "metaSteps", "withheld"})
    record Row(
            Factor factor,
            String setting,
            Spread losses,
            Spread ofDefault,
            Spread ofTuned,
            double metaSteps,
            double withheld) {

        static Row of(Factor factor, Condition condition, List<Outcome> runs, List<Outcome> standard, double tuned) {
            return new Row(
                    factor,
                    factor.name(condition),
                    Spread.of(runs.stream().map(Outcome::loss).toList()),
                    Spread.of(IntStream.range(0, runs.size())
                            .mapToObj(i -> runs.get(i).loss() / standard.get(i).loss())
                            .toList()),
                    Spread.of(runs.stream().map(run -> run.loss() / tuned).toList()),
                    mean(runs, Outcome::metaSteps),
                    mean(runs, Outcome::withheld));
        }

        private static double mean(List<Outcome> runs, ToLongFunction<Outcome> number) {
            return runs.stream().mapToLong(number).average().orElse(Double.NaN);
        }
    }

    /** Median and range of a few numbers. */
    @JsonPropertyOrder({"median", "least", "most"})
    record Spread(double median, double least, double most) {
        static Spread of(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            int last = sorted.size() - 1;
            double median = (sorted.get(last / 2) + sorted.get((last + 1) / 2)) / 2;
            return new Spread(median, sorted.get(0), sorted.get(last));
        }

        @Override
        public String toString() {
            return "%s (%s to %s)".formatted(Numbers.loss(median), Numbers.loss(least), Numbers.loss(most));
        }

        String digits() {
            return "%s (%s to %s)".formatted(Numbers.digits(median), Numbers.digits(least), Numbers.digits(most));
        }
    }

    void print(Screen screen) {
        Table table = new Table()
                .words(workload.name().toLowerCase(Locale.ROOT))
                .numbers("loss, median of " + seeds)
                .numbers("of the default's")
                .numbers("of the tuned")
                .numbers("meta-steps")
                .numbers("withheld");
        rows.forEach(row -> table.row(cells(row)));
        screen.lines(table.lines());
        screen.line("Jobs of %d steps, %d per run; tuned: %s with %s"
                .formatted(Field.STEPS, jobs, rival.optimizer(), Numbers.loss(rival.loss())));
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        cells.add(row.setting);
        cells.add(row.losses.toString());
        cells.add(row.ofDefault.digits());
        cells.add(row.ofTuned.digits());
        cells.add(Numbers.count(Math.round(row.metaSteps)));
        cells.add(Numbers.digits(row.withheld));
        return cells;
    }
}

package io.metastep.cli.bench.learn;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.cli.bench.learn.PoisonedRun.Outcome;
import io.metastep.cli.bench.learn.PoisonedRun.Stage;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code bench poison} found. Its JSON form is public; a number that is not finite is null there. */
@JsonPropertyOrder({"optimizer", "jobs", "healthy", "horizons", "runs"})
record PoisonReport(String optimizer, int jobs, boolean healthy, List<Integer> horizons, List<Outcome> runs) {

    PoisonReport {
        horizons = List.copyOf(horizons);
        runs = List.copyOf(runs);
    }

    void print(Screen screen) {
        runs.forEach(run -> print(screen, run));
    }

    private void print(Screen screen, Outcome run) {
        Table table = new Table()
                .words("seed " + run.seed() + ", stable")
                .numbers("after jobs")
                .numbers("meta-steps");
        horizons.forEach(horizon ->
                table.numbers("loss at " + horizon + ", of the start's").numbers("worst task"));
        run.stages().forEach(stage -> table.row(cells(run.stages().get(0), stage)));
        screen.lines(table.lines());
        screen.line(counted(run.counters()));
    }

    private List<String> cells(Stage first, Stage stage) {
        List<String> cells = new ArrayList<>();
        cells.add("version " + stage.version());
        cells.add(Numbers.count(stage.jobs()));
        cells.add(Numbers.count(stage.metaSteps()));
        for (int h = 0; h < horizons.size(); h++) {
            cells.add(Numbers.digits(ratio(first, stage, h)));
            cells.add(Numbers.digits(worst(first, stage, h)));
        }
        return cells;
    }

    /** The largest of the tasks' losses as shares of the first stage's, at the n-th horizon. */
    static double worst(Stage first, Stage stage, int horizon) {
        double worst = 0;
        for (int task = 0; task < stage.losses().size(); task++) {
            worst = Math.max(
                    worst,
                    stage.losses().get(task).losses().get(horizon)
                            / first.losses().get(task).losses().get(horizon));
        }
        return worst;
    }

    /** Geometric mean over the tasks of the loss as a share of the first stage's, at the n-th horizon. */
    static double ratio(Stage first, Stage stage, int horizon) {
        double sum = 0;
        for (int task = 0; task < stage.losses().size(); task++) {
            sum += Math.log(stage.losses().get(task).losses().get(horizon)
                    / first.losses().get(task).losses().get(horizon));
        }
        return Math.exp(sum / stage.losses().size());
    }

    private static String counted(Map<String, Long> counters) {
        List<String> told = new ArrayList<>();
        counters.forEach((name, count) -> told.add("%s %s".formatted(name, Numbers.count(count))));
        return String.join(", ", told);
    }
}

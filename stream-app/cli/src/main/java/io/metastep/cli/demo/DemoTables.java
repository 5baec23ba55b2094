package io.metastep.cli.demo;

import io.metastep.cli.demo.DemoReport.JobReport;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Table;
import io.metastep.cli.training.JobResult;
import io.metastep.cli.training.SpecText;
import io.metastep.metalearner.BaselineSearch.Tuned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tables that the demo prints. */
final class DemoTables {

    private DemoTables() {}

    /** The settings of the rivals, one row per task. */
    static List<String> tuned(Map<String, Map<Rival, Tuned>> tuned) {
        Table table = new Table().words("tuned for");
        for (Rival rival : Rival.values()) {
            table.words(rival.title());
        }
        tuned.forEach((task, settings) -> table.row(row(task, settings)));
        return table.lines();
    }

    private static List<String> row(String task, Map<Rival, Tuned> settings) {
        List<String> cells = new ArrayList<>(List.of(task));
        for (Rival rival : Rival.values()) {
            Tuned best = settings.get(rival);
            cells.add(best == null ? "-" : SpecText.of(best.spec()) + SpecText.edge(best.atEdge()));
        }
        return cells;
    }

    /** Results, one row per job. */
    static List<String> results(DemoReport report) {
        Table table = new Table()
                .words("job")
                .words("task")
                .numbers("steps")
                .numbers("start")
                .numbers("learned");
        for (Rival rival : Rival.values()) {
            table.numbers(rival.title());
        }
        table.words("lowest")
                .numbers("updates")
                .numbers("p50 ms")
                .numbers("p99 ms")
                .numbers("coord/s");
        boolean isGuarded = report.jobs().stream().anyMatch(JobReport::isGuarded);
        if (isGuarded) {
            table.words("fallback");
        }
        report.jobs().forEach(job -> table.row(row(job, isGuarded)));
        return table.lines();
    }

    private static List<String> row(JobReport job, boolean isGuarded) {
        List<String> cells = new ArrayList<>(List.of(
                job.jobId(),
                job.task(),
                Integer.toString(job.steps()),
                Numbers.loss(job.initialLoss()),
                loss(job.finalLoss())));
        job.baselines().values().forEach(loss -> cells.add(loss(loss)));
        cells.add(Verdict.name(job.winner()));
        cells.add(job.updatesApplied() + "/" + job.updatesExpected());
        cells.add(Numbers.digits(job.stepLatencyMillis().p50()));
        cells.add(Numbers.digits(job.stepLatencyMillis().p99()));
        cells.add(Numbers.rate(job.coordinatesPerSecond()));
        if (isGuarded) {
            cells.add(JobResult.guarded(job.fallbackSteps(), job.reverts()));
        }
        return cells;
    }

    private static String loss(double loss) {
        return Numbers.loss(DemoReport.orInfinite(loss));
    }
}

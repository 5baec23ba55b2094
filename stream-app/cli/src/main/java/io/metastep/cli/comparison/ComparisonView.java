package io.metastep.cli.comparison;

import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import io.metastep.cli.training.SpecText;
import io.metastep.metalearner.BaselineSearch.Tuned;
import io.metastep.metalearner.Schedule;
import io.metastep.metalearner.evaluation.EvaluationListener;
import io.metastep.metalearner.evaluation.EvaluationTask;
import io.metastep.metalearner.evaluation.TaskResult;
import io.metastep.metalearner.evaluation.TaskResult.SearchPoint;
import io.metastep.metalearner.evaluation.Verdict;
import java.util.List;

/** Shows an evaluation: how far it has come, what the search for baselines tried, and what each task comes to. */
public final class ComparisonView implements EvaluationListener {
    private final Screen screen;
    private final Progress progress;
    private final int learned;
    private long finished; // work of the tasks before this one
    private long done; // work of this task

    public ComparisonView(Screen screen, Progress progress, int learned) {
        this.screen = screen;
        this.progress = progress;
        this.learned = learned;
    }

    @Override
    public synchronized void tried(EvaluationTask task, List<SearchPoint> losses) {
        Work work = new Work(task, learned);
        done = Math.min(done + work.tried(), work.search());
        show("%s: tuning, %s".formatted(task.title(), SearchText.brief(losses.get(losses.size() - 1))));
    }

    @Override
    public synchronized void tuned(EvaluationTask task, List<Tuned> baselines, List<SearchPoint> tried) {
        done = new Work(task, learned).search();
        screen.gap();
        screen.line(screen.bold(task.title()));
        screen.line("Losses of baselines by learning rate, on %d other %s; * is the least"
                .formatted(task.tuningMembers(), task.tuningMembers() == 1 ? "seed" : "seeds"));
        screen.lines(SearchText.lines(tried).stream().map(screen::faint).toList());
        screen.lines(table(baselines).lines());
        show(task.title());
    }

    private static Table table(List<Tuned> baselines) {
        Table table = new Table().words("tuned baseline").numbers("for steps").numbers("loss");
        baselines.forEach(tuned -> table.row(
                SpecText.withName(tuned.spec())
                        + (tuned.schedule() == Schedule.LINEAR ? ", decaying" : "")
                        + SpecText.edge(tuned.atEdge()),
                Numbers.count(tuned.horizon()),
                Numbers.loss(tuned.loss())));
        return table;
    }

    @Override
    public synchronized void trained(EvaluationTask task, boolean byLearned) {
        Work work = new Work(task, learned);
        done += byLearned ? work.learnedRun() : work.baselineRun();
        show(task.title() + ": comparing");
    }

    private void show(String note) {
        progress.at(finished + done, note);
    }

    /** A task is done, and this is what it comes to. */
    public synchronized void finished(EvaluationTask task, TaskResult result) {
        finished += new Work(task, learned).total();
        done = 0;
        screen.lines(Verdict.words(result));
        show(task.title());
    }
}

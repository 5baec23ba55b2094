package io.metastep.cli.evaluation;

import io.metastep.cli.JsonText;
import io.metastep.cli.OnExit;
import io.metastep.cli.comparison.ComparisonView;
import io.metastep.cli.comparison.Work;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.training.SpecText;
import io.metastep.metalearner.Workers;
import io.metastep.metalearner.evaluation.EvaluationTask;
import io.metastep.metalearner.evaluation.Learned;
import io.metastep.metalearner.evaluation.TaskEvaluation;
import io.metastep.metalearner.evaluation.TaskResult;
import io.metastep.optimizer.Optimizers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** One evaluation: goes through the tasks that the folder does not have yet, and writes the report anew after each. */
record Evaluation(
        Experiment experiment,
        List<EvaluationTask> tasks,
        Subjects subjects,
        ResultFolder folder,
        int threads,
        String command,
        InstantSource clock) {
    private static final String REPORT = "report.html";

    /** Runs what is left; what is finished stays in the folder whatever happens. */
    Report run(Screen screen, OnExit onExit) {
        Instant start = clock.instant();
        folder.begin(experiment);
        List<EvaluationTask> left = left();
        sayWhatIsKept(screen, left);
        onExit.closing(new Farewell(this));
        Workers workers = onExit.closing(new Workers("evaluation", threads));
        Progress progress = new Progress("Evaluation", work(left), clock);
        ComparisonView view = new ComparisonView(screen, progress, subjects.size());
        screen.during(progress, () -> {
            left.forEach(task -> run(task, workers, view, start));
            return left;
        });
        Report report = write(start);
        screen.gap();
        screen.lines(Summary.table(report.tasks()).lines());
        screen.line("Wrote %s after %s."
                .formatted(screen.bold(folder.path(REPORT).toString()), Numbers.time(report.elapsed())));
        return report;
    }

    private void run(EvaluationTask task, Workers workers, ComparisonView view, Instant start) {
        List<Learned> learned = subjects.learned(task.suite());
        TaskResult result = new TaskEvaluation(learned, SpecText::of, workers, System::nanoTime, view).run(task);
        folder.keep(task, result);
        view.finished(task, result);
        write(start);
    }

    private void sayWhatIsKept(Screen screen, List<EvaluationTask> left) {
        if (left.size() < tasks.size()) {
            screen.line("%d of %d tasks are finished already.".formatted(tasks.size() - left.size(), tasks.size()));
        }
    }

    List<EvaluationTask> left() {
        return tasks.stream().filter(task -> !folder.isFinished(task)).toList();
    }

    private long work(List<EvaluationTask> left) {
        return left.stream()
                .mapToLong(task -> new Work(task, subjects.size()).total())
                .sum();
    }

    private Report write(Instant start) {
        Instant now = clock.instant();
        var report = new Report(
                command,
                experiment,
                machine(),
                now,
                Duration.between(start, now),
                folder.finished(tasks),
                left().size());
        folder.write("results.json", JsonText.of(ResultsFile.of(report)));
        folder.write("results.csv", Csv.results(report.tasks()));
        folder.write("search.csv", Csv.search(report.tasks()));
        folder.write(REPORT, ReportPage.html(report));
        return report;
    }

    private String machine() {
        return "%d threads on %d cores, Java %s, LSTM kernel %s"
                .formatted(
                        threads,
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version().feature(),
                        Optimizers.kernel());
    }
}

package io.metastep.cli.evaluation;

import io.metastep.cli.evaluation.Experiment.Subject;
import io.metastep.metalearner.evaluation.OptimizerResult;
import io.metastep.metalearner.evaluation.TaskResult;
import io.metastep.metalearner.evaluation.TaskResult.SearchPoint;
import io.metastep.metalearner.evaluation.Verdict;
import java.util.List;

/**
 * {@code results.json}; its form is public.
 *
 * @param results one per task and optimizer; baselines once for each horizon they are tuned for
 * @param tasks what the tasks are, how baselines were tuned, and what it comes to
 * @param missing tasks of the command that are not finished
 */
record ResultsFile(
        List<OptimizerResult> results,
        List<TaskEntry> tasks,
        int missing,
        String command,
        boolean quick,
        String images,
        List<Subject> optimizers,
        String machine,
        String written) {

    /** A task; {@code search} are the settings of baselines that were tried. */
    record TaskEntry(
            String suite,
            String task,
            String title,
            String optimizee,
            List<Integer> horizons,
            int tuningSeeds,
            List<String> verdict,
            List<SearchPoint> search) {
        static TaskEntry of(TaskResult task) {
            return new TaskEntry(
                    task.suite(),
                    task.task(),
                    task.title(),
                    task.optimizee(),
                    task.horizons(),
                    task.tuningSeeds(),
                    Verdict.words(task),
                    task.search());
        }
    }

    static ResultsFile of(Report report) {
        return new ResultsFile(
                report.tasks().stream().flatMap(task -> task.results().stream()).toList(),
                report.tasks().stream().map(TaskEntry::of).toList(),
                report.missing(),
                report.command(),
                report.experiment().quick(),
                report.experiment().images(),
                report.experiment().optimizers(),
                report.machine(),
                report.written().toString());
    }
}

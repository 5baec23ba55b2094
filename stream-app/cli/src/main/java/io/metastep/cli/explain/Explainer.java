package io.metastep.cli.explain;

import io.metastep.cli.terminal.Progress;
import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Task;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import java.util.ArrayList;
import java.util.List;

/**
 * Explains an optimizer.
 *
 * @param usual size of the usual gradient
 * @param tasks real jobs
 * @param steps of each job
 * @param seed of their members
 */
record Explainer(OptimizerFile file, double usual, List<Task> tasks, int steps, long seed) {
    private static final int MADE_UP_FIGURES = 7;
    private static final int FIGURES_OF_JOB = 3;
    private static final int STEPS_PER_FIGURE = 30; // drawing one takes about as long as so many steps of a small net

    /** How much there is to do, in steps of jobs. */
    long work() {
        return jobSteps() + (MADE_UP_FIGURES + (long) FIGURES_OF_JOB * tasks.size()) * STEPS_PER_FIGURE;
    }

    private long jobSteps() {
        return (long) tasks.size() * steps;
    }

    /** How much is done when some figures are written. */
    long done(int figures) {
        return jobSteps() + (long) figures * STEPS_PER_FIGURE;
    }

    Explanation run(String command, Progress progress) {
        Twins twins = Twins.of(file.reference(), Optimizers.of(file), new Noise(usual));
        List<Section> sections = new ArrayList<>();
        sections.add(new GradientCurves(twins, usual).section());
        sections.add(responses(twins));
        for (int i = 0; i < tasks.size(); i++) {
            sections.add(job(i, progress));
        }
        return new Explanation(file.reference(), SpecSentence.of(file.spec()), command, sections);
    }

    private Section responses(Twins twins) {
        List<Signal> signals =
                List.of(new StepSignal(usual), new SpikeSignal(usual), new NoiseSignal(usual), new FlipSignal(usual));
        return new Section(
                "The response over time",
                List.of(
                        "Made-up gradients and a fresh memory at the first step. No loss is behind them, so no update changes the gradients"
                                + " that follow.",
                        twins.ratesOrigin()),
                signals.stream().map(signal -> signal.figure(twins)).toList());
    }

    private Section job(int index, Progress progress) {
        Task task = tasks.get(index);
        try (Optimizee optimizee = task.open(seed)) {
            JobRecord record = new Job(optimizee, Optimizers.of(file))
                    .run(steps, step -> progress.at((long) index * steps + step, task.name()));
            return new JobSection("job-" + (index + 1), task.name(), file.reference(), record).section(steps);
        }
    }
}

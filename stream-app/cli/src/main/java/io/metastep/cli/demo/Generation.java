package io.metastep.cli.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.schemas.OptimizerRef;
import java.util.Collection;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * As many jobs, one after the other, as are looked at together. Its JSON form is public.
 *
 * @param number from 0, which is the start: its jobs use the version that learning began with
 * @param seconds from the start of the demo until the last of its jobs, and of those of all generations before it, had ended
 * @param oldestVersion the oldest version that a job ended with
 * @param newestVersion the newest version that a job ended with
 * @param outcomes one for each task
 */
@JsonPropertyOrder({"number", "seconds", "oldestVersion", "newestVersion", "outcomes"})
record Generation(int number, double seconds, int oldestVersion, int newestVersion, List<Outcome> outcomes) {

    Generation {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * How the jobs of one task did. Losses are geometric means over the jobs, over the whole problem, after the last step. With
     * arithmetic ones a single problem on which a rival diverges would decide how a whole generation looks beside it.
     *
     * @param initialLoss before the first step
     * @param loss with the learned optimizer, through Kafka
     * @param baselines with each rival, by name; NaN or infinite if it diverged on one of the jobs
     * @param best with whichever rival is best on a job's very problem; NaN or infinite if on one of the jobs all diverged
     */
    @JsonPropertyOrder({"task", "jobs", "initialLoss", "loss", "baselines", "best", "ratio"})
    record Outcome(String task, int jobs, double initialLoss, double loss, Map<String, Double> baselines, double best) {

        /** The loss as a share of the best rivals': the geometric mean of the jobs' own shares. */
        public double getRatio() {
            return DemoReport.orInfinite(loss) / DemoReport.orInfinite(best);
        }

        private static Outcome of(String task, List<TrainedJob> jobs) {
            Map<String, Double> baselines = new LinkedHashMap<>();
            for (Rival rival : Rival.values()) {
                baselines.put(rival.key(), mean(jobs, job -> job.rivals().getOrDefault(rival, Double.NaN)));
            }
            return new Outcome(
                    task,
                    jobs.size(),
                    mean(jobs, job -> job.result().initialLoss()),
                    mean(jobs, job -> job.result().finalLoss()),
                    baselines,
                    mean(jobs, TrainedJob::bestRival));
        }

        private static double mean(List<TrainedJob> jobs, ToDoubleFunction<TrainedJob> loss) {
            return Math.exp(jobs.stream()
                    .mapToDouble(job -> Math.log(loss.applyAsDouble(job)))
                    .average()
                    .orElse(Double.NaN));
        }
    }

    /** Those jobs, in the order of their numbers. */
    static Generation of(int number, double seconds, Collection<TrainedJob> jobs) {
        IntSummaryStatistics versions =
                jobs.stream().mapToInt(job -> version(job.result().optimizer())).summaryStatistics();
        Map<String, List<TrainedJob>> byTask = jobs.stream()
                .collect(Collectors.groupingBy(job -> job.result().task(), LinkedHashMap::new, Collectors.toList()));
        return new Generation(
                number,
                seconds,
                versions.getMin(),
                versions.getMax(),
                byTask.entrySet().stream()
                        .map(task -> Outcome.of(task.getKey(), task.getValue()))
                        .toList());
    }

    private static int version(String optimizer) {
        return OptimizerRef.parse(optimizer)
                .filter(OptimizerRef.Version.class::isInstance)
                .map(ref -> ((OptimizerRef.Version) ref).version())
                .orElse(0);
    }
}

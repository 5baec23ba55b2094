package io.metastep.cli.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.cli.training.JobResult;
import io.metastep.schemas.OptimizerRef;
import java.util.Collection;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * How the jobs of one task did. Losses are means over the jobs, over the whole problem, after the last step.
     *
     * @param initialLoss before the first step
     * @param loss with the learned optimizer, through Kafka
     * @param baselines with each rival, by name
     */
    @JsonPropertyOrder({"task", "jobs", "initialLoss", "loss", "baselines", "ratio"})
    record Outcome(String task, int jobs, double initialLoss, double loss, Map<String, Double> baselines) {

        /** The loss of the rival that is best on these very problems; infinite if all diverge. */
        @JsonIgnore
        double best() {
            return baselines.values().stream()
                    .mapToDouble(DemoReport::orInfinite)
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
        }

        /** The loss as a share of the best rival's. */
        public double getRatio() {
            return DemoReport.orInfinite(loss) / best();
        }

        private static Outcome of(String task, List<TrainedJob> jobs) {
            Map<String, Double> baselines = new LinkedHashMap<>();
            for (Rival rival : Rival.values()) {
                baselines.put(
                        rival.key(),
                        mean(jobs.stream()
                                .map(job -> job.rivals().getOrDefault(rival, Double.NaN))
                                .toList()));
            }
            List<JobResult> results = jobs.stream().map(TrainedJob::result).toList();
            return new Outcome(
                    task,
                    jobs.size(),
                    mean(results.stream().map(JobResult::initialLoss).toList()),
                    mean(results.stream().map(JobResult::finalLoss).toList()),
                    baselines);
        }

        private static double mean(Collection<Double> losses) {
            return losses.stream().mapToDouble(Double::doubleValue).sum() / losses.size();
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

package io.metastep.cli.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.cli.training.JobResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the demo found; its JSON form is public.
 *
 * @param rejected records in the topic of rejections
 */
@JsonPropertyOrder({"jobs", "rejected", "elapsedSeconds"})
record DemoReport(List<JobReport> jobs, long rejected, double elapsedSeconds) {

    DemoReport {
        jobs = List.copyOf(jobs);
    }

    /**
     * One job beside its rivals. Losses are over the whole problem; what is not finite has diverged.
     *
     * @param baselines final losses by name: sgd, nesterov, adam
     */
    @JsonPropertyOrder({
        "jobId",
        "task",
        "optimizer",
        "steps",
        "initialLoss",
        "finalLoss",
        "baselines",
        "updatesExpected",
        "updatesApplied",
        "fallbackSteps",
        "reverts",
        "stepLatencyMillis",
        "coordinates",
        "coordinatesPerSecond"
    })
    record JobReport(
            String jobId,
            String task,
            String optimizer,
            int steps,
            double initialLoss,
            double finalLoss,
            Map<String, Double> baselines,
            long updatesExpected,
            long updatesApplied,
            long fallbackSteps,
            long reverts,
            Latency stepLatencyMillis,
            int coordinates,
            double coordinatesPerSecond) {

        static JobReport of(JobResult result, Map<Rival, Double> rivals) {
            Map<String, Double> baselines = new LinkedHashMap<>();
            for (Rival rival : Rival.values()) {
                baselines.put(rival.key(), rivals.getOrDefault(rival, Double.NaN));
            }
            return new JobReport(
                    result.jobId(),
                    result.task(),
                    result.optimizer(),
                    result.steps(),
                    result.initialLoss(),
                    result.finalLoss(),
                    baselines,
                    result.updatesExpected(),
                    result.updatesApplied(),
                    result.fallbackSteps(),
                    result.reverts(),
                    new Latency(result.p50Millis(), result.p99Millis()),
                    result.coordinates(),
                    result.coordinatesPerSecond());
        }

        /** Whose final loss is the lowest: "learned" or a baseline's name. */
        @JsonIgnore
        String winner() {
            String winner = Verdict.LEARNED;
            double lowest = orInfinite(finalLoss);
            for (Map.Entry<String, Double> rival : baselines.entrySet()) {
                if (orInfinite(rival.getValue()) < lowest) {
                    winner = rival.getKey();
                    lowest = orInfinite(rival.getValue());
                }
            }
            return winner;
        }

        /** Whether the guard took the job from its optimizer. */
        @JsonIgnore
        boolean isGuarded() {
            return fallbackSteps + reverts > 0;
        }
    }

    /** Milliseconds from sending a step's gradients to having its last update. */
    record Latency(double p50, double p99) {}

    static DemoReport of(
            List<JobResult> results, List<Map<Rival, Double>> rivals, long rejected, double elapsedSeconds) {
        List<JobReport> jobs = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            jobs.add(JobReport.of(results.get(i), rivals.get(i)));
        }
        return new DemoReport(jobs, rejected, elapsedSeconds);
    }

    static double orInfinite(double loss) {
        return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    }
}

package io.metastep.cli.training;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What became of one job.
 *
 * @param optimizers family@version that made the last update of each tensor, by the tensor's name; of a job that stepped itself its
 *     own optimizer
 * @param initialLoss over the whole problem before the first update
 * @param finalLoss over the whole problem after the last update
 * @param updatesExpected blocks times steps, without steps after which the job went back
 * @param updatesApplied updates that arrived and were added, each counted once
 * @param fallbackSteps steps that the fallback made in place of the optimizer
 * @param reverts how often the job went back to its best parameters
 * @param p50Millis median of the time from sending a step's gradients to its last update
 * @param p99Millis 99th percentile of the same
 * @param longestThrottleMillis longest that brokers held the job's client back at a time because of a quota; 0 if they did not
 * @param coordinates parameters of the task
 * @param elapsed from the first gradient to the last update, computing the gradients included
 */
public record JobResult(
        String jobId,
        String task,
        Map<String, String> optimizers,
        int steps,
        double initialLoss,
        double finalLoss,
        long updatesExpected,
        long updatesApplied,
        long fallbackSteps,
        long reverts,
        double p50Millis,
        double p99Millis,
        long longestThrottleMillis,
        int coordinates,
        @JsonIgnore Duration elapsed) {

    public JobResult {
        optimizers = Collections.unmodifiableMap(new LinkedHashMap<>(optimizers));
    }

    /** family@version that made the last update; all of them, if tensors name optimizers of their own. */
    @JsonProperty
    public String optimizer() {
        return String.join(", ", new LinkedHashSet<>(optimizers.values()));
    }

    /** Where there are several optimizers: a line for each, with the tensors that it is for. */
    public List<String> tensorsByOptimizer() {
        Map<String, List<String>> tensors = new LinkedHashMap<>();
        optimizers.forEach((tensor, optimizer) ->
                tensors.computeIfAbsent(optimizer, none -> new ArrayList<>()).add(tensor));
        return tensors.size() < 2
                ? List.of()
                : tensors.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + String.join(", ", entry.getValue()))
                        .toList();
    }

    /** For JSON. */
    public double getElapsedSeconds() {
        return elapsed.toMillis() / 1_000.0;
    }

    /** For tables: what the guard did. */
    public String guarded() {
        return guarded(fallbackSteps, reverts);
    }

    /** {@code 188 steps, 2 reverts}, or a dash if the guard did nothing. */
    public static String guarded(long fallbackSteps, long reverts) {
        return fallbackSteps + reverts == 0
                ? "-"
                : "%d steps, %d %s".formatted(fallbackSteps, reverts, reverts == 1 ? "revert" : "reverts");
    }

    /** Coordinates that made a step, per second. */
    public double coordinatesPerSecond() {
        return 1e9 * coordinates * steps / Math.max(1, elapsed.toNanos());
    }
}

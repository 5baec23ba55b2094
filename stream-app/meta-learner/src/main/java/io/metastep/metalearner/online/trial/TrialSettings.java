package io.metastep.metalearner.online.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How versions are tried.
 *
 * @param isOn whether they are tried at all
 * @param steps how many gradients of a job are judged; jobs that end earlier rank worst, so take no more than the shortest have
 * @param jobs canaries after which a trial ends undecided
 * @param time after which it does
 * @param patience a job that sends nothing for so long has been given up, and ranks worst
 * @param errorRate the most that a trial of a version that makes no difference may be promoted with
 */
public record TrialSettings(boolean isOn, int steps, int jobs, Duration time, Duration patience, double errorRate) {
    public static final TrialSettings STANDARD =
            new TrialSettings(true, 100, 200, Duration.ofHours(24), Duration.ofMinutes(5), 0.05);

    /** No version is tried, hence none promoted. */
    public static final TrialSettings OFF = new TrialSettings(
            false, STANDARD.steps(), STANDARD.jobs(), STANDARD.time(), STANDARD.patience(), STANDARD.errorRate());

    public TrialSettings {
        List<String> problems = new ArrayList<>();
        require(problems, steps >= 1 && steps <= 1_000_000, steps + " steps, expected 1 to 1000000");
        require(problems, jobs >= 1, jobs + " jobs, expected at least 1");
        require(problems, time.toMillis() >= 1, time + ", expected some time");
        require(problems, patience.toMillis() >= 1, "patience of " + patience + ", expected some time");
        require(problems, errorRate > 0 && errorRate < 1, "error rate " + errorRate + ", expected between 0 and 1");
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("Trial: " + String.join("; ", problems));
        }
    }

    private static void require(List<String> problems, boolean condition, String problem) {
        if (!condition) {
            problems.add(problem);
        }
    }

    /** The logarithm of the evidence that decides. */
    double boundary() {
        return -Math.log(errorRate);
    }

    @Override
    public String toString() {
        return isOn
                ? "%d steps, at most %d canaries in %s, patience %s, error rate %s"
                        .formatted(steps, jobs, time, patience, errorRate)
                : "none";
    }
}

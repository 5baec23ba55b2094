package io.metastep.cli.demo;

import io.metastep.cli.training.JobResult;
import java.time.Duration;
import java.util.Map;

/** Jobs of a fleet that ended, for tests. */
final class EndedJobs {

    static final int UPDATES = 200;

    private EndedJobs() {}

    /** A quadratic that applied all its updates. */
    static TrainedJob quadratic(int number) {
        return job(number, "quadratic", 1, 0.5, Map.of(Rival.ADAM, 0.25));
    }

    /** A job that ended with that version, and with as many steps by the fallback as its number. */
    static TrainedJob job(int number, String task, int version, double loss, Map<Rival, Double> rivals) {
        JobResult result = new JobResult(
                "cold-" + number,
                task,
                Map.of("theta", "cold@" + version),
                100,
                100 + number,
                loss,
                UPDATES,
                UPDATES,
                number,
                0,
                12,
                34,
                0,
                1280,
                Duration.ofSeconds(2));
        return new TrainedJob(number, result, rivals);
    }
}

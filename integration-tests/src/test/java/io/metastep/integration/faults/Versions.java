package io.metastep.integration.faults;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.QuickSettings;

/** Which optimizer versions the jobs of a scenario use. */
final class Versions {
    private Versions() {}

    /** Lets all jobs take steps until one that follows a channel takes a step with that version. */
    static void stepUntil(Arena arena, String version) {
        Await.until(
                "updates by " + version,
                () -> {
                    arena.send(QuickSettings.UNROLL_LENGTH);
                    arena.awaitAnswers();
                    return arena.client().updates().stream()
                            .filter(update -> update.getStep() == arena.steps())
                            .anyMatch(update -> update.getOptimizer().equals(version));
                },
                arena::reports);
    }
}

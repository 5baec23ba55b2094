package io.metastep.cli.evaluation;

import io.metastep.metalearner.evaluation.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An evaluation as far as it has come.
 *
 * @param command what a person types to repeat it
 * @param experiment what was judged, and with how much effort
 * @param machine what it ran on
 * @param written when
 * @param elapsed how long this run took
 * @param tasks what is finished
 * @param missing tasks that are not
 */
record Report(
        String command,
        Experiment experiment,
        String machine,
        Instant written,
        Duration elapsed,
        List<TaskResult> tasks,
        int missing) {
    Report {
        tasks = List.copyOf(tasks);
    }
}

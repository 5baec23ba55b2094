package io.metastep.cli.watch;

import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Table;
import io.metastep.client.StatusBoard;
import io.metastep.schemas.InstanceStatus;
import io.metastep.schemas.JobStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Jobs and instances as people read them.
 *
 * @param jobId of the only job to show; null: all
 * @param isAll whether to show also those that are idle, closed or stopped
 */
record FleetText(@Nullable String jobId, boolean isAll) {
    /** Who writes once a second and has not for so long is gone, or cut off. */
    private static final Duration SILENT = Duration.ofSeconds(10);

    private static final String NONE = "-";

    /** The jobs to show. */
    List<JobStatus> jobs(StatusBoard board, long now) {
        return board.jobs().stream()
                .filter(job ->
                        jobId == null ? isAll || isActive(job, now) : job.job().equals(jobId))
                .toList();
    }

    /** The instances to show; those that ended without a word among them. */
    List<InstanceStatus> instances(StatusBoard board) {
        return board.instances().stream()
                .filter(instance -> isAll || !InstanceStatus.STOPPED.equals(instance.state()))
                .toList();
    }

    private static boolean isActive(JobStatus job, long now) {
        return JobStatus.ACTIVE.equals(job.state()) && !isSilent(job.at(), now);
    }

    private static boolean isSilent(long at, long now) {
        return now - at > SILENT.toMillis();
    }

    /** Both tables, or what is known of the job. */
    List<String> lines(StatusBoard board, long now) {
        List<String> lines = new ArrayList<>();
        if (jobId == null) {
            lines.addAll(instanceLines(instances(board), now));
            lines.add("");
        }
        lines.addAll(jobLines(jobs(board, now), now));
        return lines;
    }

    /** One line for a log. */
    String summary(StatusBoard board, long now) {
        List<InstanceStatus> instances = instances(board).stream()
                .filter(instance -> !isSilent(instance.at(), now))
                .toList();
        double rate = instances.stream()
                .mapToDouble(InstanceStatus::coordinatesPerSecond)
                .sum();
        String jobs = jobs(board, now).stream()
                .map(job -> "%s at step %s, loss %s"
                        .formatted(job.job(), job.step(), loss(job.loss().smoothed())))
                .collect(Collectors.joining("; "));
        return "%d instances, %s coordinates/s; %s"
                .formatted(instances.size(), Numbers.rate(rate), jobs.isEmpty() ? "no active job" : jobs);
    }

    private static List<String> instanceLines(List<InstanceStatus> instances, long now) {
        if (instances.isEmpty()) {
            return List.of("No instance runs. Start one with: metastep serve");
        }
        Table table = new Table()
                .words("instance")
                .words("state")
                .numbers("coord/s")
                .numbers("updates/s")
                .numbers("lag")
                .numbers("memory")
                .numbers("to replay")
                .numbers("threads")
                .numbers("rejected");
        for (InstanceStatus instance : instances) {
            boolean isSilent = isSilent(instance.at(), now) && !InstanceStatus.STOPPED.equals(instance.state());
            table.row(
                    instance.instance(),
                    isSilent ? "silent for " + Numbers.time(Duration.ofMillis(now - instance.at())) : instance.state(),
                    Numbers.rate(instance.coordinatesPerSecond()),
                    Numbers.rate(instance.updatesPerSecond()),
                    instance.lag() == null ? NONE : Numbers.count(instance.lag()),
                    "%.0f %%"
                            .formatted(100.0
                                    * instance.memory().liveBytes()
                                    / Math.max(1, instance.memory().limitBytes())),
                    Numbers.count(instance.recovery().recordsToRestore()
                            + instance.recovery().recordsToReplay()),
                    instance.threads().alive() + " of " + instance.threads().configured(),
                    Numbers.count(instance.rejected()));
        }
        return table.lines();
    }

    private List<String> jobLines(List<JobStatus> jobs, long now) {
        if (jobs.isEmpty()) {
            return List.of(
                    jobId == null
                            ? "No job is active. One to see: metastep train quadratic"
                            : "Nothing is known of a job " + jobId + ".");
        }
        Table table = new Table()
                .words("job")
                .words("state")
                .numbers("step")
                .numbers("steps/s")
                .numbers("loss")
                .numbers("trend")
                .words("updates by")
                .words("optimizer")
                .numbers("p50 ms")
                .numbers("p99 ms")
                .numbers("rejected");
        jobs.forEach(job -> table.row(
                job.job(),
                JobStatus.ACTIVE.equals(job.state()) && isSilent(job.at(), now) ? "silent" : job.state(),
                job.step() == null ? NONE : Numbers.count(job.step()),
                job.stepsPerSecond() == null ? NONE : Numbers.rate(job.stepsPerSecond()),
                loss(job.loss().smoothed()),
                job.loss().trend() == null
                        ? NONE
                        : "%+.1f %%".formatted(100 * job.loss().trend()),
                job.mode(),
                job.optimizers().stream().map(JobStatus.Use::optimizer).collect(Collectors.joining(", ")),
                millis(job.latency().p50()),
                millis(job.latency().p99()),
                Numbers.count(job.counts().rejected())));
        return table.lines();
    }

    private static String loss(@Nullable Double loss) {
        return loss == null ? NONE : Numbers.loss(loss);
    }

    private static String millis(@Nullable Double millis) {
        return millis == null ? NONE : Numbers.millis(millis);
    }
}

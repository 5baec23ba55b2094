package io.metastep.cli.training;

import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Table;
import io.metastep.cli.terminal.View;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Jobs while they run. */
public final class JobsView implements View {

    private static final int BAR = 20;

    private final List<TrainingJob> jobs;
    private final InstantSource clock;
    private final long startedMillis;

    public JobsView(List<TrainingJob> jobs, InstantSource clock) {
        this.jobs = List.copyOf(jobs);
        this.clock = clock;
        startedMillis = clock.millis();
    }

    @Override
    public List<String> rows() {
        Table table = new Table()
                .words("job")
                .words("task")
                .words("")
                .numbers("step")
                .numbers("loss")
                .numbers("steps/s");
        jobs.forEach(job -> table.row(
                job.jobId(),
                job.task().name(),
                bar(job),
                Integer.toString(job.step()),
                Double.isNaN(job.loss()) ? "" : Numbers.loss(job.loss()),
                Numbers.rate(job.step() / seconds())));
        List<String> rows = new ArrayList<>(table.lines());
        rows.add("");
        rows.add(summary());
        return rows;
    }

    @Override
    public String summary() {
        long done = jobs.stream().mapToLong(TrainingJob::step).sum();
        long total = jobs.stream().mapToLong(TrainingJob::steps).sum();
        String left = done == 0 ? "" : ", " + Numbers.time(left(done, total)) + " left";
        return "%s of %s steps, %s steps/s%s"
                .formatted(Numbers.count(done), Numbers.count(total), Numbers.rate(done / seconds()), left);
    }

    private Duration left(long done, long total) {
        return Duration.ofMillis((long) (1_000 * seconds() * (total - done) / done));
    }

    private static String bar(TrainingJob job) {
        int filled = BAR * job.step() / Math.max(1, job.steps());
        return "█".repeat(filled) + "░".repeat(BAR - filled);
    }

    private double seconds() {
        return Math.max(1, clock.millis() - startedMillis) / 1_000.0;
    }
}

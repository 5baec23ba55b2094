package io.metastep.cli.cluster;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Problems;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import io.metastep.schemas.Topic;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "create",
        description = "Create the topics that are missing; existing ones stay as they are.",
        mixinStandardHelpOptions = true)
final class TopicsCreateCommand implements Callable<Integer> {

    @ArgGroup(validate = false, heading = ClusterOptions.HEADING)
    private ClusterOptions options = new ClusterOptions();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "8",
            description =
                    "Partitions of the topics that jobs use: the most instances and threads that can share the work"
                            + " (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "Copies of each partition; of 3 or more, 2 must have a record before it counts as written"
                    + " (default: the cluster's default).")
    private @Nullable Short replicas;

    @Override
    public Integer call() {
        ClusterSettings cluster = validated().requireReachable();
        try (Admin admin = cluster.admin()) {
            List<Topic> created =
                    new TopicSetup(admin, cluster.topics()).create(partitions, Optional.ofNullable(replicas));
            List<TopicReport> reports = TopicReport.all(admin, cluster.topics());
            print(reports, created);
            reports.forEach(this::noteOtherPartitions);
        }
        return ExitCode.OK;
    }

    private void noteOtherPartitions(TopicReport report) {
        int expected = Topic.valueOf(report.topic().toUpperCase(Locale.ROOT)).partitions(partitions);
        if (report.partitions() != expected) {
            Screen.standard()
                    .line("Note: %s exists with %d partitions, not %d; it stays as it is"
                            .formatted(report.name(), report.partitions(), expected));
        }
    }

    private ClusterSettings validated() {
        Problems problems = new Problems();
        ClusterSettings cluster = options.settings(problems);
        problems.requireAtLeast("--partitions", partitions, 1);
        problems.requireAtLeast("--replicas", replicas == null ? 1 : replicas, 1);
        problems.throwIfAny();
        return cluster;
    }

    private static void print(List<TopicReport> reports, List<Topic> created) {
        Table table = new Table()
                .words("topic")
                .numbers("partitions")
                .numbers("replicas")
                .words("");
        for (TopicReport report : reports) {
            boolean isNew = created.stream().anyMatch(topic -> topic.shortName().equals(report.topic()));
            table.row(
                    report.name(),
                    Integer.toString(report.partitions()),
                    Integer.toString(report.replicas()),
                    isNew ? "created" : "exists");
        }
        Screen.standard().lines(table.lines());
    }
}

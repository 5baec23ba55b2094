package io.metastep.cli.cluster;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.Problems;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "describe",
        description = "Show the topics, what is in them and where their settings differ from the contract.",
        mixinStandardHelpOptions = true)
final class TopicsDescribeCommand implements Callable<Integer> {

    @ArgGroup(validate = false, heading = ClusterOptions.HEADING)
    private ClusterOptions options = new ClusterOptions();

    @Mixin
    private Json json = new Json();

    @Override
    public Integer call() {
        ClusterSettings cluster = validated().requireReachable();
        try (Admin admin = cluster.admin()) {
            new TopicSetup(admin, cluster.topics()).requireAll();
            List<TopicReport> reports = TopicReport.all(admin, cluster.topics());
            print(reports, json.screen());
            json.write(Map.of("topics", reports));
        }
        return ExitCode.OK;
    }

    private ClusterSettings validated() {
        Problems problems = new Problems();
        ClusterSettings cluster = options.settings(problems);
        json.check(problems);
        problems.throwIfAny();
        return cluster;
    }

    private static void print(List<TopicReport> reports, Screen screen) {
        Table table = new Table()
                .words("topic")
                .numbers("partitions")
                .numbers("replicas")
                .words("cleanup")
                .words("timestamps")
                .words("kept")
                .numbers("offsets");
        reports.forEach(report -> table.row(
                report.name(),
                Integer.toString(report.partitions()),
                Integer.toString(report.replicas()),
                report.cleanup(),
                report.timestamps(),
                report.kept(),
                Numbers.count(report.offsets())));
        screen.lines(table.lines());
        reports.forEach(report ->
                report.deviations().forEach(deviation -> screen.line("Note: " + report.name() + ": " + deviation)));
    }
}

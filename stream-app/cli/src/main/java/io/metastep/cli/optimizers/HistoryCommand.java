package io.metastep.cli.optimizers;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.terminal.Table;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "history",
        description =
                "Show which versions the channels of a family named, since when, by whom and why; the newest first.",
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FAMILY", description = "The family.")
    private String family = "";

    @ArgGroup(validate = false, heading = ClusterOptions.HEADING)
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private Json json = new Json();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        json.check(problems);
        problems.check(() -> Versions.family(family));
        ClusterSettings settings = cluster.settings(problems);
        problems.throwIfAny();
        OptimizersTopic topic = OptimizersTopic.read(settings.requireReachable());
        List<ChannelEvent> events = ChannelEvent.of(topic.channelsOfFamily(family));
        if (events.isEmpty()) {
            throw CommandFailure.usage("There is no channel of '%s' on the cluster".formatted(family));
        }
        json.screen().lines(table(events));
        json.write(Map.of(
                "family",
                family,
                "moves",
                events.stream().map(ChannelEvent::json).toList()));
        return ExitCode.OK;
    }

    private static List<String> table(List<ChannelEvent> events) {
        Table table = new Table()
                .words("since")
                .words("channel")
                .words("version")
                .words("by")
                .words("why");
        events.forEach(event -> table.row(event.row()));
        return table.lines();
    }
}

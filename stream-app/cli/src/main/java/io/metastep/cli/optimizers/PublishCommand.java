package io.metastep.cli.optimizers;

import io.metastep.cli.ExitCode;
import io.metastep.cli.OptimizerSource;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.ChannelRecords;
import io.metastep.schemas.OptimizerRef;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "publish",
        description = {
            "Publish an optimizer on a cluster, under the name that its file says; jobs may then ask for FAMILY@N.",
            "A published version never changes: another optimizer under its name is refused, the same one is no problem."
        },
        mixinStandardHelpOptions = true)
final class PublishCommand extends MoveCommand implements Callable<Integer> {

    private static final String REASON = "publish";
    private static final String CHANNEL_OPTION = "--channel";
    private static final List<String> CHANNELS = List.of(OptimizerRef.Channel.STABLE, OptimizerRef.Channel.LATEST);

    @Parameters(paramLabel = "FILE", description = OptimizerSource.DESCRIPTION + ".")
    private String source = "";

    @Option(
            names = CHANNEL_OPTION,
            paramLabel = "NAME",
            description = "The channel that is to name it: stable or latest"
                    + " (default: stable if the family has none yet, otherwise none).")
    private @Nullable String channel;

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Optional<OptimizerFile> file = problems.check(() -> OptimizerSource.read(source));
        problems.require(
                channel == null || CHANNELS.contains(channel),
                CHANNEL_OPTION + ": must be stable or latest, got '" + channel + "'");
        ClusterSettings cluster = cluster(problems);
        return publish(file.orElseThrow(), cluster);
    }

    private int publish(OptimizerFile file, ClusterSettings cluster) {
        boolean isNew = new VersionWriter(cluster, OptimizersTopic.read(cluster)).write(file);
        screen().line(
                        isNew
                                ? "Published %s on %s."
                                        .formatted(
                                                screen().bold(file.reference()),
                                                cluster.topics().optimizers())
                                : "%s is on the cluster already, with the same bytes.".formatted(file.reference()));
        OptimizersTopic topic = OptimizersTopic.read(cluster);
        OptimizersTopic.Version published = topic.require(new OptimizerRef.Version(file.family(), file.version()));
        var writer = new ChannelWriter(cluster);
        return OptimizerRef.Channel.LATEST.equals(channel)
                ? moveLatest(published, topic, writer)
                : moveStable(published, topic, writer);
    }

    private int moveLatest(OptimizersTopic.Version published, OptimizersTopic topic, ChannelWriter writer) {
        OptimizerFile file = published.file();
        var latest = new OptimizerRef.Channel(file.family(), OptimizerRef.Channel.LATEST);
        OptimizersTopic.Channel before = topic.channel(latest).orElse(null);
        if (before == null || before.version().version() != file.version()) {
            writer.write(
                    ChannelRecords.moved(latest, before == null ? null : before.record(), file.version(), by(REASON)));
        }
        screen().line("%s names %s now.".formatted(latest, file.reference()));
        return ExitCode.OK;
    }

    private int moveStable(OptimizersTopic.Version published, OptimizersTopic topic, ChannelWriter writer) {
        OptimizerFile file = published.file();
        Optional<StableChannel> stable = StableChannel.find(topic, writer, file.family());
        if (stable.isEmpty()) {
            return begin(published, writer, REASON);
        }
        return channel == null ? leave(stable.get(), file) : promote(stable.get(), file);
    }

    private int promote(StableChannel stable, OptimizerFile file) {
        return move(stable, file.version(), stable.record().getPinned(), REASON);
    }

    private int leave(StableChannel stable, OptimizerFile file) {
        screen().line(
                        stable.version().version() == file.version()
                                ? "stable names it."
                                : "stable names %s, and goes on doing so; to make this one stable, with the same cluster options: metastep optimizers promote %s"
                                        .formatted(stable.version(), file.reference()));
        return ExitCode.OK;
    }
}

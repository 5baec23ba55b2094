package io.metastep.cli.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.cli.ExitCode;
import io.metastep.cli.broker.EmbeddedBroker;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.TopicSetup;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.OptimizerRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishCommandTest {

    /** Nobody listens there. */
    private static final String NOWHERE = "127.0.0.1:1";

    @TempDir
    Path folder = Path.of("");

    @Test
    void theFirstVersionOfAFamilyBecomesStableAndLaterOnesSayHow() throws IOException {
        OptimizerFile first = Samples.lstm("mine", 1);
        OptimizerFile second = Samples.lstm("mine", 2);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            ClusterSettings cluster = ClusterSettings.plain(broker.bootstrapServers());
            assertThat(publish(cluster, first).errors()).contains("There is no topic", "metastep topics create");
            createTopics(cluster);
            assertThat(publish(cluster, first, "--channel", "canary").errors())
                    .contains("--channel: must be stable or latest, got 'canary'");
            done(publish(cluster, first, "--reason", "trained at home"));
            assertThat(topic(cluster).versions())
                    .extracting(OptimizersTopic.Version::file)
                    .containsExactly(first);
            assertThat(named(cluster, "stable")).isEqualTo(1);
            assertThat(channel(cluster, "stable").record().getReason()).isEqualTo("trained at home");
            done(publish(cluster, second));
            assertThat(named(cluster, "stable")).isEqualTo(1);
            assertThat(named(cluster, "latest")).isNull();
            done(publish(cluster, second, "--channel", "latest"));
            assertThat(named(cluster, "latest")).isEqualTo(2);
            assertThat(named(cluster, "stable")).isEqualTo(1);
            done(publish(cluster, second, "--channel", "stable"));
            assertThat(named(cluster, "stable")).isEqualTo(2);
            done(CommandRun.of("rollback", "mine", "-b", cluster.bootstrapServers()));
            assertThat(named(cluster, "stable")).isEqualTo(1);
        }
    }

    @Test
    void aNumberThatIsTakenIsRefusedAndNothingIsLost() throws IOException {
        OptimizerFile there = Samples.lstm("mine", 1);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            ClusterSettings cluster = ClusterSettings.plain(broker.bootstrapServers());
            createTopics(cluster);
            done(publish(cluster, there));
            CommandRun other = publish(cluster, Samples.adam("mine", 1));
            assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(other.errors())
                    .contains("mine@1 is on the cluster already and is another optimizer", "--number");
            assertThat(topic(cluster).find(OptimizerRef.of("mine@1")).map(OptimizersTopic.Version::file))
                    .contains(there);
            done(publish(cluster, there));
            new RecordWriter(cluster).write("publish", OptimizerRef.of("mine@2"), new byte[] {1, 2, 3});
            assertThat(publish(cluster, Samples.lstm("mine", 2)).errors())
                    .contains("There is a record of that number: mine@2 cannot be used");
            assertThat(topic(cluster).channelsOfFamily("mine")).hasSize(1);
        }
    }

    @Test
    void aVersionOfAFamilyWithoutStableIsPromotedToIt() throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            ClusterSettings cluster = ClusterSettings.plain(broker.bootstrapServers());
            createTopics(cluster);
            done(publish(cluster, Samples.lstm("mine", 1), "--channel", "latest"));
            assertThat(named(cluster, "stable")).isNull();
            assertThat(CommandRun.of("promote", "mine@2", "-b", cluster.bootstrapServers())
                            .errors())
                    .contains("There is no mine@2 on the cluster; there are mine@1");
            done(CommandRun.of("promote", "mine@1", "-b", cluster.bootstrapServers()));
            assertThat(named(cluster, "stable")).isEqualTo(1);
        }
    }

    @Test
    void filesThatAreNoOptimizersAndBrokersThatAreNotThereAreToldAtOnce() throws IOException {
        Path broken = folder.resolve("broken.optimizer");
        byte[] bytes = Samples.lstm("mine", 1).write();
        bytes[bytes.length / 2] ^= 1;
        Files.write(broken, bytes);
        CommandRun wrong = CommandRun.of("publish", broken.toString(), "-b", NOWHERE);
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.errors()).contains("cannot read " + broken, "does not match its SHA-256");
        CommandRun absent = CommandRun.of("publish", folder.resolve("none").toString(), "-b", NOWHERE);
        assertThat(absent.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(absent.errors()).contains("there is no such file");
        assertThat(CommandRun.of("publish", folder.toString(), "-b", NOWHERE).errors())
                .contains("it is a folder");
        assertThat(publish(ClusterSettings.plain(NOWHERE), Samples.lstm("mine", 1))
                        .exitCode())
                .isEqualTo(ExitCode.UNREACHABLE);
    }

    private CommandRun publish(ClusterSettings cluster, OptimizerFile optimizer, String... options) throws IOException {
        Path file = folder.resolve(optimizer.reference() + "-" + optimizer.checksum() + ".optimizer");
        Files.write(file, optimizer.write());
        return CommandRun.of(
                Fixtures.concat(new String[] {"publish", file.toString(), "-b", cluster.bootstrapServers()}, options));
    }

    private static void done(CommandRun run) {
        assertThat(run).isEqualTo(new CommandRun(ExitCode.OK, ""));
    }

    private static OptimizersTopic topic(ClusterSettings cluster) {
        return OptimizersTopic.read(cluster);
    }

    private static OptimizersTopic.Channel channel(ClusterSettings cluster, String name) {
        return topic(cluster).channel(new OptimizerRef.Channel("mine", name)).orElseThrow();
    }

    /** The number of the version that a channel of the family names. */
    private static @Nullable Integer named(ClusterSettings cluster, String name) {
        return topic(cluster)
                .channel(new OptimizerRef.Channel("mine", name))
                .map(channel -> channel.version().version())
                .orElse(null);
    }

    private static void createTopics(ClusterSettings cluster) {
        try (Admin admin = cluster.admin()) {
            new TopicSetup(admin, cluster.topics()).create(1, Optional.empty());
        }
    }
}

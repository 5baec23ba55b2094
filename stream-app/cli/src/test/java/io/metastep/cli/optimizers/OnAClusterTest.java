package io.metastep.cli.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.cli.ExitCode;
import io.metastep.cli.broker.EmbeddedBroker;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.TopicSetup;
import io.metastep.optimizer.OptimizerFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnAClusterTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void listAndShowReadTheOptimizersTopic() throws Exception {
        OptimizerFile second = Samples.lstm("mine", 2);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            String servers = broker.bootstrapServers();
            CommandRun early = CommandRun.of("list", "-b", servers);
            assertThat(early.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(early.errors()).contains("There is no topic metastep.optimizers.v1", "metastep topics create");
            createTopics(servers);
            publish(servers, "mine@1", Samples.record(Samples.lstm("mine", 1)));
            publish(servers, "mine@3", Samples.record(Samples.lstm("mine", 3)));
            publish(servers, "mine@2", Samples.record(second));
            publish(servers, "mine#stable", Samples.record("mine#stable", 1));
            publish(servers, "mine#stable", Samples.record("mine#stable", 2));
            publish(servers, "mine@3", null);
            JsonNode list = json("list", "-b", servers);
            assertThat(list.get("optimizers").findValuesAsText("reference"))
                    .containsExactly(
                            "mine@1", "mine@2", "paper@1", "paper@2", "universal@2", "universal@3", "universal@4");
            assertThat(list.get("optimizers").get(1).get("channels").findValuesAsText("channel"))
                    .containsExactly("mine#stable");
            assertThat(list.get("optimizers").get(0).get("channels")).isEmpty();
            assertThat(list.get("unusable")).isEmpty();
            JsonNode shown = json("show", "mine#stable", "--bootstrap-servers", servers);
            assertThat(shown.get("checksum").asText()).isEqualTo(second.checksum());
            assertThat(json("show", "mine@1", "-b", servers).get("version").asInt())
                    .isEqualTo(1);
            assertThat(CommandRun.of("show", "universal", "-b", servers).errors())
                    .contains("no 'universal' on the cluster; there are mine@1, mine@2, mine#stable");
        }
    }

    @Test
    void stableIsMovedByHandAndTheHistorySaysByWhomAndWhy() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            String servers = broker.bootstrapServers();
            createTopics(servers);
            publish(servers, "mine@1", Samples.record(Samples.lstm("mine", 1)));
            publish(servers, "mine@2", Samples.record(Samples.lstm("mine", 2)));
            publish(servers, "mine@3", new byte[] {1, 2, 3});
            publish(servers, "mine#stable", Samples.record("mine#stable", 1));
            assertThat(CommandRun.of("rollback", "mine", "-b", servers).errors())
                    .contains("mine#stable named nothing before it named mine@1; name a version with --to");
            done("promote", "mine@2", "-b", servers, "--reason", "looks good");
            assertThat(stable(servers)).isEqualTo("mine@2");
            done("promote", "mine@2", "-b", servers);
            done("rollback", "mine", "-b", servers);
            assertThat(stable(servers)).isEqualTo("mine@1");
            assertThat(CommandRun.of("rollback", "mine", "-b", servers).errors())
                    .as("a second one does not go forward again")
                    .contains("mine#stable named nothing before it named mine@1");
            done("pin", "mine@2", "-b", servers);
            done("rollback", "mine", "--to", "1", "-b", servers);
            done("pin", "mine", "--off", "-b", servers);
            JsonNode moves = json("history", "mine", "-b", servers).get("moves");
            assertThat(moves.findValuesAsText("version"))
                    .containsExactly("mine@1", "mine@1", "mine@2", "mine@1", "mine@2", "mine@1");
            assertThat(moves.findValuesAsText("reason"))
                    .containsExactly("pin --off", "rollback", "pin", "rollback", "looks good", "better in a trial");
            assertThat(moves.findValuesAsText("state")).containsExactly("", "pinned", "pinned", "", "", "");
            assertThat(moves.get(0).get("by").asText()).isEqualTo("operator");
            assertThat(CommandRun.of("promote", "mine@9", "-b", servers).errors())
                    .contains("There is no mine@9 on the cluster; there are mine@1, mine@2");
            assertThat(CommandRun.of("promote", "mine@3", "-b", servers).errors())
                    .contains("mine@3 cannot be used", "jobs could not use it");
            assertThat(CommandRun.of("promote", "mine", "-b", servers).errors()).contains("expected FAMILY@N");
            assertThat(CommandRun.of("pin", "yours", "-b", servers).errors())
                    .contains("There is no yours#stable on the cluster; there are mine#stable");
            assertThat(CommandRun.of("history", "yours", "-b", servers).errors())
                    .contains("There is no channel of 'yours' on the cluster");
            assertThat(stable(servers)).isEqualTo("mine@1");
        }
    }

    private static void done(String... arguments) {
        assertThat(CommandRun.of(arguments)).isEqualTo(new CommandRun(ExitCode.OK, ""));
    }

    private String stable(String servers) throws IOException {
        return json("show", "mine#stable", "-b", servers).get("reference").asText();
    }

    private JsonNode json(String... arguments) throws IOException {
        Path file = folder.resolve("out.json");
        String[] all = Stream.concat(Arrays.stream(arguments), Stream.of("--json", file.toString()))
                .toArray(String[]::new);
        assertThat(CommandRun.of(all)).isEqualTo(new CommandRun(ExitCode.OK, ""));
        return JsonMapper.builder().build().readTree(Files.readString(file));
    }

    private static void createTopics(String servers) {
        ClusterSettings cluster = ClusterSettings.plain(servers);
        try (Admin admin = cluster.admin()) {
            new TopicSetup(admin, cluster.topics()).create(1, Optional.empty());
        }
    }

    private static void publish(String servers, String key, byte @Nullable [] value) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", servers);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("metastep.optimizers.v1", key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        }
    }
}

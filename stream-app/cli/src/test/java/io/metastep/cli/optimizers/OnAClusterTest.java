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
                    .containsExactly("mine@1", "mine@2", "paper@1", "universal@2", "universal@3");
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

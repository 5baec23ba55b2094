package io.metastep.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {
    @Test
    void defaultsAreAsDocumented() {
        ClientSettings settings = ClientSettings.at("host:1");

        assertThat(settings.topics().prefix()).isEqualTo("metastep");
        assertThat(settings.stepTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.resendAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.closeTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void everyProblemIsListed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientSettings.of(Map.of(
                        "metastep.prefix", "a b",
                        "metastep.client.step.timout.ms", "5",
                        "metastep.client.step.timeout.ms", "soon",
                        "metastep.client.resend.after.ms", "0",
                        "acks", "0",
                        "consumer.group.id", "mine")))
                .withMessageContainingAll(
                        "prefix 'a b' is not valid",
                        "did you mean metastep.client.step.timeout.ms?",
                        "'soon'; expected a positive number",
                        "metastep.client.resend.after.ms is 0",
                        "bootstrap.servers is missing",
                        "acks is fixed",
                        "consumer.group.id is fixed");
    }

    @Test
    void kafkasSettingsGoToTheClientsThatKnowThem() {
        ClientSettings settings = ClientSettings.of(Map.of(
                "bootstrap.servers", "host:1",
                "security.protocol", "SASL_SSL",
                "compression.type", "lz4",
                "fetch.min.bytes", "7",
                "producer.linger.ms", "3",
                "consumer.receive.buffer.bytes", "99",
                "some.plugin.setting", "x",
                "metastep.streams.threads", "4"));

        Map<String, Object> producer = KafkaProperties.producer(settings);
        Map<String, Object> consumer = KafkaProperties.consumer(settings);

        assertThat(producer)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("compression.type", "lz4")
                .containsEntry("linger.ms", "3")
                .containsEntry("some.plugin.setting", "x")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .doesNotContainKeys("fetch.min.bytes", "receive.buffer.bytes", "producer.linger.ms");
        assertThat(consumer)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("fetch.min.bytes", "7")
                .containsEntry("receive.buffer.bytes", "99")
                .containsEntry("isolation.level", "read_committed")
                .doesNotContainKeys("compression.type", "linger.ms", "metastep.streams.threads");
    }

    @Test
    void secretsAreNotShown() {
        assertThat(ClientSettings.at("host:1")
                        .with("sasl.jaas.config", "secret")
                        .toString())
                .doesNotContain("secret");
    }
}

package io.metastep.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaKeysTest {

    @Test
    void settingsOfAnyClientAreKnownAlsoIfTheyAreForOneOfThemOnly() {
        assertThat(KafkaKeys.unknown(List.of(
                        "security.protocol",
                        "sasl.jaas.config",
                        "linger.ms",
                        "max.poll.records",
                        "producer.linger.ms",
                        "config.providers",
                        "config.providers.folder.class")))
                .isEmpty();
    }

    @Test
    void misspeltOnesAreFound() {
        assertThat(KafkaKeys.unknown(List.of("ssl.truststore.pasword", "securty.protocol", "producer.lingr.ms")))
                .containsExactly("producer.lingr.ms", "securty.protocol", "ssl.truststore.pasword");
    }
}

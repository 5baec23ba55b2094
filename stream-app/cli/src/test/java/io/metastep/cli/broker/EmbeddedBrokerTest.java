package io.metastep.cli.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @Test
    void aTransactionWrittenToItIsReadBack() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            createTopic(broker, "t");
            writeInTransaction(broker, "t", "hello");
            assertThat(readOne(broker, "t")).isEqualTo("hello");
        }
    }

    @Test
    void itIsFormattedWithTheCurrentFeatures() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Admin admin = admin(broker)) {
            var features = admin.describeFeatures().featureMetadata().get().finalizedFeatures();
            assertThat(features).hasEntrySatisfying("transaction.version", range -> assertThat(range.maxVersionLevel())
                    .isEqualTo((short) 2));
        }
    }

    @Test
    void closingItTwiceRemovesItsTemporaryFolderOnce() {
        EmbeddedBroker broker = EmbeddedBroker.start();
        assertThat(broker.directory()).isDirectory();
        broker.close();
        broker.close();
        assertThat(broker.directory()).doesNotExist();
    }

    @Test
    void aGivenFolderKeepsTopicsOverARestart(@TempDir Path folder) throws Exception {
        BrokerSettings settings = BrokerSettings.DEFAULT.withDirectory(folder);
        try (EmbeddedBroker first = EmbeddedBroker.start(settings)) {
            createTopic(first, "kept");
        }
        assertThat(Files.exists(folder)).isTrue();
        try (EmbeddedBroker second = EmbeddedBroker.start(settings);
                Admin admin = admin(second)) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void aTakenPortIsReportedWithAWayOut() {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerSettings.DEFAULT.withPort(broker.port())))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining(broker.port() + " on 127.0.0.1 is in use; choose another one");
        }
    }

    @Test
    void aFolderBelongsToOneBrokerUntilItIsClosed(@TempDir Path folder) throws Exception {
        BrokerSettings settings = BrokerSettings.DEFAULT.withDirectory(folder);
        try (EmbeddedBroker first = EmbeddedBroker.start(settings)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(settings))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("Another broker is using the folder " + folder);
            createTopic(first, "still-fine");
        }
        EmbeddedBroker.start(settings).close();
    }

    @Test
    void aFolderThatCannotBeIsReportedWithAWayOut(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> EmbeddedBroker.start(BrokerSettings.DEFAULT.withDirectory(file)))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining(file + ": it is not a folder");
    }

    @Test
    void aRefusedPropertyIsReported() {
        BrokerSettings settings = BrokerSettings.DEFAULT.withOverrides(Map.of("num.io.threads", "none"));
        assertThatThrownBy(() -> EmbeddedBroker.start(settings))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("num.io.threads");
    }

    @Test
    void twoBrokersRunBesideEachOther() throws Exception {
        try (EmbeddedBroker one = EmbeddedBroker.start();
                EmbeddedBroker two = EmbeddedBroker.start();
                Admin admin = admin(two)) {
            createTopic(one, "only-here");
            assertThat(admin.listTopics().names().get()).isEqualTo(Set.of());
        }
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static void createTopic(EmbeddedBroker broker, String name) throws Exception {
        try (Admin admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    private static void writeInTransaction(EmbeddedBroker broker, String topic, String value) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "writer");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(topic, value));
            producer.commitTransaction();
        }
    }

    private static String readOne(EmbeddedBroker broker, String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            return consumer.poll(Duration.ofSeconds(10)).iterator().next().value();
        }
    }
}

package io.metastep.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.cli.broker.BrokerSettings;
import io.metastep.cli.broker.EmbeddedBroker;
import io.metastep.cli.doctor.Finding.Grade;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionCheckTest {
    private static final TopicPartition UPDATES = new TopicPartition("updates", 0);

    @Test
    void aTransactionThatItsCoordinatorHasForgottenIsFoundUntilItIsEnded(@TempDir Path folder) throws Exception {
        BrokerSettings settings = BrokerSettings.DEFAULT.withDirectory(folder);
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings);
                Admin admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic(UPDATES.topic(), 1, (short) 1)))
                    .all()
                    .get();
            leaveOpen(broker);
            assertThat(check(admin)).isEqualTo(Finding.good("transactions", "none hangs"));
        }
        loseTransactions(folder);
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings);
                Admin admin = admin(broker)) {
            Finding found = check(admin);
            assertThat(found.grade()).isEqualTo(Grade.WRONG);
            assertThat(found.text()).contains("abort --topic updates --partition 0 --start-offset 1");

            var producer =
                    admin.describeProducers(List.of(UPDATES)).partitionResult(UPDATES).get().activeProducers().stream()
                            .filter(one -> one.currentTransactionStartOffset().isPresent())
                            .findFirst()
                            .orElseThrow();
            admin.abortTransaction(new AbortTransactionSpec(
                            UPDATES, producer.producerId(), (short) producer.producerEpoch(), 0))
                    .all()
                    .get();
            assertThat(check(admin).grade()).isEqualTo(Grade.GOOD);
        }
    }

    private static Finding check(Admin admin) {
        List<Finding> found = TransactionCheck.run(admin, List.of(UPDATES.topic()), "application-");
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** One record before the transaction, one in it. */
    private static void leaveOpen(EmbeddedBroker broker) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "left-open");
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        try (var plain = new KafkaProducer<>(
                Map.of("bootstrap.servers", (Object) broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            plain.send(new ProducerRecord<>(UPDATES.topic(), "before")).get();
        }
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(UPDATES.topic(), "in it")).get();
        producer.close(Duration.ZERO);
    }

    private static void loseTransactions(Path folder) throws IOException {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "__transaction_state-*")) {
            for (Path log : logs) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(log)) {
                    for (Path file : files) {
                        Files.delete(file);
                    }
                }
                Files.delete(log);
            }
        }
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}

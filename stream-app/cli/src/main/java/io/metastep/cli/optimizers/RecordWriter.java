package io.metastep.cli.optimizers;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.schemas.OptimizerRef;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes single records to the optimizers topic of a cluster. */
final class RecordWriter {
    private final ClusterSettings cluster;

    RecordWriter(ClusterSettings cluster) {
        this.cluster = cluster;
    }

    /**
     * Waits until the cluster has it; fails with a {@link CommandFailure} otherwise.
     *
     * @param verb what is done to the key, for messages
     */
    void write(String verb, OptimizerRef key, byte[] value) {
        Map<String, Object> config = cluster.connection();
        config.put("acks", "all");
        config.put("enable.idempotence", "true");
        byte[] name = key.key().getBytes(StandardCharsets.UTF_8);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(cluster.topics().optimizers(), 0, name, value))
                    .get();
        } catch (KafkaException | ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw CommandFailure.failed("Could not %s %s: %s".formatted(verb, key, cause.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("Interrupted; whether it did %s %s is not known".formatted(verb, key));
        }
    }
}

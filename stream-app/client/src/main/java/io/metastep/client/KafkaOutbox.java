package io.metastep.client;

import io.metastep.schemas.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends through one Kafka producer, which all jobs of a client share. */
final class KafkaOutbox implements Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaOutbox.class);

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;

    KafkaOutbox(Producer<byte[], byte[]> producer, Topics topics) {
        this.producer = producer;
        this.topics = topics;
    }

    @Override
    public void send(int partition, byte[] key, byte[] value, Done done) {
        send(new ProducerRecord<>(topics.gradients(), partition, key, value), done);
    }

    @Override
    public void report(int partition, byte[] key, byte[] value) {
        send(new ProducerRecord<>(topics.losses(), partition, key, value), KafkaOutbox::reported);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears the same.
    private void send(ProducerRecord<byte[], byte[]> message, Done done) {
        try {
            producer.send(message, (metadata, failure) -> done.with(failure));
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            done.with(e);
        }
    }

    private static void reported(@Nullable Exception failure) {
        if (failure != null) {
            LOG.atDebug().setCause(failure).log("A loss report was not sent");
        }
    }
}

package io.metastep.metalearner.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions of a working learner. Opening this ends those of its predecessor: what it had not committed is aborted, and it
 * cannot commit any more.
 */
final class LearnerTransactions implements Opened.Resource {
    private static final Logger LOG = LoggerFactory.getLogger(LearnerTransactions.class);
    private final KafkaProducer<byte[], byte[]> producer;

    LearnerTransactions(LearnerConnection connection) {
        producer = new KafkaProducer<>(connection.producer(), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    /**
     * Commits offsets and records together, or nothing.
     *
     * @throws KafkaException if nothing was committed, or if that is not known
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Committing fails with what a send failed with.
    void commit(
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group,
            List<ProducerRecord<byte[], byte[]>> records) {
        try {
            producer.beginTransaction();
            records.forEach(producer::send);
            producer.sendOffsetsToTransaction(offsets, group);
            producer.commitTransaction();
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log("A transaction of the learner failed; going on from what is committed");
            throw e;
        }
    }

    /** What is not committed is aborted by whoever comes next. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}

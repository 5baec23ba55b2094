package io.metastep.integration.harness;

import org.apache.kafka.clients.producer.ProducerRecord;

/** A record with timestamp -1, which the Java client refuses to construct and other clients send. */
public final class WithoutTimestamp extends ProducerRecord<byte[], byte[]> {
    public WithoutTimestamp(String topic, int partition, byte[] key, byte[] value) {
        super(topic, partition, key, value);
    }

    @Override
    public Long timestamp() {
        return -1L;
    }
}

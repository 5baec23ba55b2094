package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Cluster;
import io.metastep.schemas.Limits;
import io.metastep.schemas.RejectionReason;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * A gradients topic that stores what is compressed as it came, as one that an earlier version or somebody else created: the
 * broker measures records compressed and lets more through than the contract allows. What the application's memory can
 * hold is rejected like any other bad input.
 */
class CompressedInputIT extends BadInputFixture {

    CompressedInputIT() {
        super(Cluster.shared().createTopics("compressed", PARTITIONS, Map.of("compression.type", "producer")));
    }

    @Test
    void aRecordThatWasSmallEnoughOnlyWhileItWasCompressed() {
        byte[] value = Arrays.copyOf(goodBytes(), 3 << 20);
        byte[] key = job.key().bytes();
        ConsumerRecord<byte[], byte[]> rejection = assertCut(
                RejectionReason.TOO_LARGE, new ProducerRecord<>(topics.gradients(), job.partition(), key, value));
        assertThat(rejection.key()).isEqualTo(key);
        assertThat(rejection.value())
                .hasSizeGreaterThan(Limits.RECORD_BYTES)
                .isEqualTo(Arrays.copyOf(value, rejection.value().length));
        told(RejectionReason.TOO_LARGE, UNREAD);
    }

    @Test
    void aKeyThatWasSmallEnoughOnlyWhileItWasCompressed() {
        byte[] key = new byte[3 << 20];
        ConsumerRecord<byte[], byte[]> rejection = assertCut(
                RejectionReason.MALFORMED_KEY,
                new ProducerRecord<>(topics.gradients(), job.partition(), key, goodBytes()));
        assertThat(rejection.value()).isEqualTo(goodBytes());
    }

    @Test
    void headersThatWereSmallEnoughOnlyWhileTheyWereCompressed() {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topics.gradients(), job.partition(), job.key().bytes(), new byte[] {1});
        record.headers().add("trace", new byte[3 << 20]);
        ConsumerRecord<byte[], byte[]> rejection = assertCut(RejectionReason.UNDECODABLE, record);
        assertThat(rejection.key()).isEqualTo(record.key());
        assertThat(rejection.value()).isEqualTo(record.value());
        assertThat(rejection.headers().lastHeader("trace")).isNull();
    }
}

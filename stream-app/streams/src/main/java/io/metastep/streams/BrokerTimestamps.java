package io.metastep.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Lets records without a timestamp through to our processor, which rejects them; Kafka Streams itself would stop the
 * thread. A header marks them on the way.
 */
public final class BrokerTimestamps implements TimestampExtractor {
    private static final String MARK = "metastep.no-timestamp";
    private static final byte[] EMPTY = {};

    @Override
    public long extract(ConsumerRecord<Object, Object> logged, long partitionTime) {
        if (logged.timestamp() >= 0) {
            return logged.timestamp();
        }
        logged.headers().add(MARK, EMPTY);
        return Math.max(0, partitionTime);
    }

    /** The timestamp in the log, given the extracted one; takes the mark away. */
    static long logged(long extracted, Headers headers) {
        if (headers.lastHeader(MARK) == null) {
            return extracted;
        }
        headers.remove(MARK);
        return -1;
    }
}

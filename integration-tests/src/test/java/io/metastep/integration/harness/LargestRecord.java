package io.metastep.integration.harness;

import io.metastep.schemas.Topic;
import org.apache.kafka.common.utils.ByteUtils;

/** How long a value may be so that its record just fits into the gradients topic: format version 2, one record per batch. */
public final class LargestRecord {
    private static final int BATCH_HEADER = 61;
    /** Attributes, timestamp and offset relative to the batch's, number of headers. */
    private static final int SMALL_FIELDS = 4;

    private LargestRecord() {}

    /** Bytes of the largest value beside the key. */
    public static int valueBytes(byte[] key) {
        int value = Topic.GRADIENTS.maxMessageBytes();
        while (batchBytes(key.length, value) > Topic.GRADIENTS.maxMessageBytes()) {
            value--;
        }
        return value;
    }

    private static int batchBytes(int key, int value) {
        int body = SMALL_FIELDS + withLength(key) + withLength(value);
        return BATCH_HEADER + withLength(body);
    }

    private static int withLength(int bytes) {
        return ByteUtils.sizeOfVarint(bytes) + bytes;
    }
}

package io.metastep.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metastep.schemas.RejectedHeaders;
import io.metastep.schemas.Topic;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * As much of a record as the rejected topic holds: all of it, unless it came compressed and is larger than any topic allows.
 * Then the original headers go, key and value are cut, and a header says so. A rejection that the broker refuses would stop
 * the thread.
 */
final class RejectedRecord {
    /** Of the batch around the record, of our headers (a detail of 2,000 characters is the longest), and some to spare. */
    private static final int RESERVED_BYTES = 16 << 10;

    private static final int BYTES = Topic.REJECTED.maxMessageBytes() - RESERVED_BYTES;
    private static final int CUT_KEY_BYTES = 8 << 10;
    /** Lengths and the name's length. */
    private static final int HEADER_OVERHEAD_BYTES = 10;

    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final Headers headers;

    RejectedRecord(byte @Nullable [] key, byte @Nullable [] value, Headers original) {
        int headerBytes = bytes(original);
        boolean isWhole = (long) length(key) + length(value) + headerBytes <= BYTES;
        this.key = isWhole ? key : head(key, CUT_KEY_BYTES);
        this.value = isWhole ? value : head(value, BYTES - CUT_KEY_BYTES);
        headers = isWhole ? new RecordHeaders(original) : new RecordHeaders();
        headers.remove(RejectedHeaders.CUT);
        if (!isWhole) {
            set(
                    RejectedHeaders.CUT,
                    "key " + length(key) + ", value " + length(value) + ", headers " + headerBytes + " bytes");
        }
    }

    /** Sets one of {@link RejectedHeaders}. */
    void set(String name, String text) {
        headers.remove(name);
        headers.add(name, text.getBytes(UTF_8));
    }

    byte @Nullable [] key() {
        return key;
    }

    byte @Nullable [] value() {
        return value;
    }

    Headers headers() {
        return headers;
    }

    private static int bytes(Headers headers) {
        long sum = 0;
        for (Header header : headers) {
            sum += HEADER_OVERHEAD_BYTES + header.key().getBytes(UTF_8).length + length(header.value());
        }
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte @Nullable [] head(byte @Nullable [] bytes, int most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }
}

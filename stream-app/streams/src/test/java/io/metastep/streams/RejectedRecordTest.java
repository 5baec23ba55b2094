package io.metastep.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.Limits;
import io.metastep.schemas.RejectedHeaders;
import io.metastep.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

class RejectedRecordTest {
    private static final byte[] KEY = {1};
    private static final byte[] MUCH = new byte[5 << 20];

    private static Headers none() {
        return new RecordHeaders();
    }

    private static String cut(RejectedRecord rejected) {
        return new String(rejected.headers().lastHeader(RejectedHeaders.CUT).value(), StandardCharsets.UTF_8);
    }

    @Test
    void what_a_topic_of_gradients_takes_is_kept_whole() {
        byte[] value = new byte[Limits.RECORD_BYTES];
        Headers trace = none().add("trace", KEY);
        RejectedRecord rejected = new RejectedRecord(KEY, value, trace);
        assertThat(rejected.key()).isSameAs(KEY);
        assertThat(rejected.value()).isSameAs(value);
        assertThat(rejected.headers()).isEqualTo(trace);
    }

    @Test
    void nulls_stay_null() {
        RejectedRecord rejected = new RejectedRecord(null, null, none().add("trace", null));
        assertThat(rejected.key()).isNull();
        assertThat(rejected.value()).isNull();
        assertThat(rejected.headers().lastHeader("trace").value()).isNull();
    }

    @Test
    void more_is_cut_and_a_header_tells_the_original_lengths() {
        assertThat(cut(new RejectedRecord(KEY, MUCH, none()))).isEqualTo("key 1, value 5242880, headers 0 bytes");
        assertThat(cut(new RejectedRecord(MUCH, null, none()))).isEqualTo("key 5242880, value 0, headers 0 bytes");
        assertThat(cut(new RejectedRecord(KEY, KEY, none().add("t", MUCH))))
                .isEqualTo("key 1, value 1, headers 5242891 bytes");
    }

    @Test
    void a_producers_own_claim_that_it_was_cut_is_dropped() {
        RejectedRecord rejected = new RejectedRecord(KEY, KEY, none().add(RejectedHeaders.CUT, KEY));
        assertThat(rejected.headers()).isEmpty();
    }

    @Test
    void the_longest_rejection_fits_into_the_topic() {
        RejectedRecord rejected = new RejectedRecord(MUCH, MUCH, none().add("t", MUCH));
        rejected.set(RejectedHeaders.REASON, "CONFLICTING_STEP");
        rejected.set(RejectedHeaders.DETAIL, "\u20ac".repeat(Limits.DETAIL_CHARS));
        rejected.set(RejectedHeaders.TOPIC, "t".repeat(249));
        rejected.set(RejectedHeaders.PARTITION, "2147483647");
        rejected.set(RejectedHeaders.OFFSET, "9223372036854775807");
        assertThat(DefaultRecordBatch.sizeInBytes(List.of(new SimpleRecord(
                        0, rejected.key(), rejected.value(), rejected.headers().toArray()))))
                .isLessThanOrEqualTo(Topic.REJECTED.maxMessageBytes());
    }
}

package io.metastep.metalearner.kafka;

import io.metastep.metalearner.online.LearnerException;
import io.metastep.schemas.LearnerState;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The newest state of a family's learner. Looks from the end backwards: it is written often, and what is older is many times larger. */
final class LearnerTopic {
    private static final long FIRST_SPAN = 64;
    private static final long GROWTH = 8;

    private LearnerTopic() {}

    /**
     * The state that was committed last; empty if there is none.
     *
     * @throws LearnerException if its bytes are none
     */
    static Optional<LearnerState> read(LearnerConnection connection) {
        var last = new Last(connection.family().getBytes(StandardCharsets.UTF_8));
        try (var partition = new SinglePartition(connection, connection.topics().learner())) {
            long begin = partition.begin();
            long end = partition.end();
            for (long span = FIRST_SPAN; !last.isFound() && begin < end; span *= GROWTH) {
                long from = Math.max(begin, end - span);
                partition.seek(from);
                partition.to(end, last::see);
                end = from;
            }
        }
        return Optional.ofNullable(last.value).map(value -> decode(connection.family(), value));
    }

    private static LearnerState decode(String family, byte[] value) {
        try {
            return Wire.learnerStates().decode(value);
        } catch (WireException e) {
            throw new LearnerException(
                    "The record of %s on the learner topic is no state of a learner: %s; delete it to begin anew"
                            .formatted(family, e.detail()),
                    e);
        }
    }

    /** The last record with a key; a tombstone is one without a value. */
    private static final class Last {
        private final byte[] key;
        private boolean found;
        private byte @Nullable [] value;

        Last(byte[] key) {
            this.key = key;
        }

        void see(ConsumerRecord<byte[], byte[]> logged) {
            if (Arrays.equals(key, logged.key())) {
                found = true;
                value = logged.value();
            }
        }

        boolean isFound() {
            return found;
        }
    }
}

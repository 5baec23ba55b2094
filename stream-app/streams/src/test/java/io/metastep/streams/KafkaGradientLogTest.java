package io.metastep.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Against Kafka's own consumer without a broker. */
class KafkaGradientLogTest {
    private static final TopicPartition PARTITION = new TopicPartition("gradients", 3);

    private final Broker broker = new Broker();
    private final KafkaGradientLog log = new KafkaGradientLog(() -> broker, PARTITION);
    private final List<Long> visited = new ArrayList<>();

    /** Holds what the partition holds from an offset on; remembers how it was closed. */
    private static final class Broker extends MockConsumer<byte[], byte[]> {
        private final List<Duration> closings = new ArrayList<>();
        private long earliest;
        private long end;

        Broker() {
            super("none");
        }

        void holds(long from, long to) {
            earliest = from;
            end = to;
            updateBeginningOffsets(Map.of(PARTITION, from));
            updateEndOffsets(Map.of(PARTITION, to));
        }

        @Override
        public synchronized void assign(Collection<TopicPartition> partitions) {
            super.assign(partitions);
            for (long offset = earliest; offset < end; offset++) {
                addRecord(new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, new byte[1], null));
            }
        }

        @Override
        public void close(CloseOptions options) {
            closings.add(options.timeout().orElse(Duration.ofDays(1)));
            super.close(options);
        }
    }

    @Test
    void it_visits_the_records_asked_for_and_no_others() {
        broker.holds(2, 20);
        log.read(5, 9, logged -> visited.add(logged.offset()));
        assertThat(visited).containsExactly(5L, 6L, 7L, 8L);
    }

    @Test
    void an_empty_range_asks_nobody() {
        log.read(5, 5, logged -> visited.add(logged.offset()));
        assertThat(broker.closings).isEmpty();
    }

    @Test
    void its_start_is_that_of_the_log() {
        broker.holds(7, 20);
        assertThat(log.earliest()).isEqualTo(7);
    }

    @Test
    void a_start_that_retention_took_is_an_error_and_not_a_shorter_past() {
        broker.holds(6, 20);
        assertThatThrownBy(() -> log.read(5, 9, logged -> visited.add(logged.offset())))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("gradients-3");
        assertThat(visited).isEmpty();
    }

    @Test
    void a_log_that_ends_too_early_is_an_error() {
        broker.holds(0, 7);
        assertThatThrownBy(() -> log.read(5, 9, logged -> visited.add(logged.offset())))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("ends at offset 7");
    }

    @Test
    void what_the_visitor_throws_leaves_as_it_is() {
        broker.holds(0, 7);
        KafkaException migrated = new KafkaException("migrated");
        assertThatThrownBy(() -> log.read(0, 7, logged -> {
                    throw migrated;
                }))
                .isSameAs(migrated);
    }

    @Test
    void closing_waits_for_next_to_nothing() {
        broker.holds(0, 7);
        log.read(0, 7, logged -> visited.add(logged.offset()));
        assertThat(broker.closings).singleElement().satisfies(timeout -> assertThat(timeout)
                .isLessThanOrEqualTo(Duration.ofMillis(100)));
        assertThat(StreamsProperties.reader(
                        ApplicationSettings.builder("none:1").build(), "replay"))
                .containsEntry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5);
    }
}

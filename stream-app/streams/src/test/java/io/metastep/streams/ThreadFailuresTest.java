package io.metastep.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {
    private static final StreamThreadExceptionResponse REPLACE = StreamThreadExceptionResponse.REPLACE_THREAD;
    private static final StreamThreadExceptionResponse STOP = StreamThreadExceptionResponse.SHUTDOWN_CLIENT;

    private Instant now = Instant.EPOCH;
    private final ThreadFailures failures = new ThreadFailures(() -> now);

    @Test
    void a_few_dead_threads_are_replaced_then_the_instance_stops_and_says_why() {
        List<StreamThreadExceptionResponse> responses = new ArrayList<>();
        RuntimeException cause = new IllegalStateException("again");
        for (int i = 0; i < 6; i++) {
            responses.add(failures.handle(cause));
        }
        assertThat(responses).containsExactly(REPLACE, REPLACE, REPLACE, REPLACE, REPLACE, STOP);
        assertThat(failures.fatal()).isCompletedWithValue(cause);
    }

    @Test
    void dead_threads_of_long_ago_are_forgiven() {
        for (int i = 0; i < 50; i++) {
            now = now.plus(Duration.ofMinutes(3));
            assertThat(failures.handle(new IllegalStateException())).isEqualTo(REPLACE);
        }
    }

    @Test
    void what_would_only_come_again_stops_at_once() {
        assertThat(failures.handle(new IllegalStateException(new OutOfMemoryError())))
                .isEqualTo(STOP);
    }
}

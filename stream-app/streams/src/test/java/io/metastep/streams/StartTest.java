package io.metastep.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StartTest {
    @Test
    @Timeout(15)
    void without_a_broker_it_says_so_within_ten_seconds() {
        ApplicationSettings settings =
                ApplicationSettings.builder("127.0.0.1:1").build();
        long begin = System.nanoTime();
        assertThatThrownBy(() -> MetastepApplication.start(settings, Clock.systemUTC(), List.of()))
                .isInstanceOfSatisfying(
                        StartupException.class, e -> assertThat(e.kind()).isEqualTo(StartupException.Kind.UNREACHABLE))
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("metastep broker");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void a_host_that_does_not_resolve_is_unreachable_too() {
        ApplicationSettings settings =
                ApplicationSettings.builder("no-such-host.invalid:9092").build();
        assertThatThrownBy(() -> MetastepApplication.start(settings, Clock.systemUTC(), List.of()))
                .isInstanceOf(RuntimeException.class)
                .satisfies(e -> assertThat(e instanceof StartupException || e instanceof InvalidSettingsException)
                        .isTrue());
    }
}

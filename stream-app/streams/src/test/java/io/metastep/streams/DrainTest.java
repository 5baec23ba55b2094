package io.metastep.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainTest {
    private final Drain drain = new Drain();

    @Test
    void it_ends_when_every_processor_is_done_or_gone() throws InterruptedException {
        drain.join("one");
        drain.join("two");
        assertThat(drain.request(Duration.ofMillis(1))).isFalse();
        assertThat(drain.isWanted()).isTrue();
        drain.done("one");
        assertThat(drain.isWaitingFor("one")).isFalse();
        assertThat(drain.isWaitingFor("two")).isTrue();
        drain.leave("two");
        assertThat(drain.request(Duration.ofMillis(1))).isTrue();
    }
}

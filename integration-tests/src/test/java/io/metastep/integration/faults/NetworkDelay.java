package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.TcpProxy;
import java.time.Duration;

/** All that application and broker tell each other takes 20 to 150 ms longer, for some steps. */
final class NetworkDelay extends NetworkFault {
    @Override
    public String name() {
        return "network-delay";
    }

    @Override
    String disturb(Arena arena, TcpProxy proxy) {
        long before = proxy.delayed();
        int millis = 20 + arena.random().nextInt(130);
        proxy.slowDown(Duration.ofMillis(millis));
        arena.send(10);
        arena.awaitAnswers();
        long delayed = proxy.delayed() - before;
        assertThat(delayed).as("pieces delayed").isPositive();
        return delayed + " pieces late by " + millis + " ms";
    }
}

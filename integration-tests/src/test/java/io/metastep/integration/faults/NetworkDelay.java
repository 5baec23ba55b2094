package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.RunningApplication;
import io.metastep.integration.harness.TcpProxy;
import java.time.Duration;

/** All that application and broker tell each other takes 20 to 150 ms longer, for some steps. */
final class NetworkDelay implements Fault {
    @Override
    public String name() {
        return "network-delay";
    }

    @Override
    public Weight weight() {
        return Weight.HEAVY;
    }

    @Override
    public Stage stage() {
        return Stage.ONE_PROCESS;
    }

    @Override
    public String strike(Arena arena) {
        RunningApplication application =
                arena.keep(arena.start("first", arena.brokers().proxiedServers(), unchanged -> {}));
        Approach.reach(arena, application);
        String evidence = arena.counts(application);
        Approach.requireIn(arena, application);
        TcpProxy proxy = arena.brokers().node(1).proxy();
        long before = proxy.delayed();
        int millis = 20 + arena.random().nextInt(130);
        proxy.slowDown(Duration.ofMillis(millis));
        arena.send(10);
        arena.awaitAnswers();
        long delayed = proxy.delayed() - before;
        assertThat(delayed).as("pieces delayed").isPositive();
        proxy.heal();
        return delayed + " pieces late by " + millis + " ms after " + evidence;
    }
}

package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.integration.harness.TcpProxy;

/** Nothing arrives between application and broker, and nobody is told, until the broker has given the application up. */
final class NetworkSilence implements Fault {
    @Override
    public String name() {
        return "network-silence";
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
        long before = proxy.held();
        proxy.silence();
        Await.until("the group has no member", () -> Groups.members(arena) == 0, () -> Groups.members(arena));
        long held = proxy.held() - before;
        assertThat(held).as("pieces that did not arrive").isPositive();
        proxy.heal();
        return held + " pieces held and the member given up after " + evidence;
    }
}

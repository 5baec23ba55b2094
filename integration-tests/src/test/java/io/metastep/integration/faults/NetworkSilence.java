package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.TcpProxy;

/** Nothing arrives between application and broker, and nobody is told, until the broker has given the application up. */
final class NetworkSilence extends NetworkFault {
    @Override
    public String name() {
        return "network-silence";
    }

    @Override
    String disturb(Arena arena, TcpProxy proxy) {
        long before = proxy.held();
        proxy.silence();
        Await.until("the group has no member", () -> Groups.members(arena) == 0, () -> Groups.members(arena));
        long held = proxy.held() - before;
        assertThat(held).as("pieces that did not arrive").isPositive();
        return held + " pieces held and the member given up";
    }
}

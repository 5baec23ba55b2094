package io.metastep.integration.faults;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.TcpProxy;

/** All connections between application and broker are closed, and refused until it has tried again some times. */
final class NetworkCut extends NetworkFault {
    @Override
    public String name() {
        return "network-cut";
    }

    @Override
    String disturb(Arena arena, TcpProxy proxy) {
        long before = proxy.refused();
        int attempts = 5 + arena.random().nextInt(40);
        proxy.cut();
        Await.until("attempts to connect", () -> proxy.refused() - before >= attempts, proxy::refused);
        return (proxy.refused() - before) + " connections refused";
    }
}

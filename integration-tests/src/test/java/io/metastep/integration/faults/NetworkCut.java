package io.metastep.integration.faults;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.integration.harness.TcpProxy;

/** All connections between application and broker are closed, and refused until it has tried again some times. */
final class NetworkCut implements Fault {
    @Override
    public String name() {
        return "network-cut";
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
        long before = proxy.refused();
        int attempts = 5 + arena.random().nextInt(40);
        proxy.cut();
        Await.until("attempts to connect", () -> proxy.refused() - before >= attempts, proxy::refused);
        proxy.heal();
        return (proxy.refused() - before) + " connections refused after " + evidence;
    }
}

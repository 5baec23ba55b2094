package io.metastep.integration.faults;

import io.metastep.integration.harness.RunningApplication;
import io.metastep.integration.harness.TcpProxy;

/** Something between the application and the only broker, whose connections all go through a proxy. */
abstract class NetworkFault implements Fault {
    @Override
    public final Weight weight() {
        return Weight.HEAVY;
    }

    @Override
    public final Stage stage() {
        return Stage.ONE_PROCESS;
    }

    @Override
    public final String strike(Arena arena) {
        RunningApplication application =
                arena.keep(arena.start("first", arena.brokers().proxiedServers(), unchanged -> {}));
        String evidence = Approach.enter(arena, application);
        TcpProxy proxy = arena.brokers().node(1).proxy();
        String what = disturb(arena, proxy);
        proxy.heal();
        return what + " after " + evidence;
    }

    /** Disturbs until it is felt; healing is the caller's. Returns what was felt. */
    abstract String disturb(Arena arena, TcpProxy proxy);
}

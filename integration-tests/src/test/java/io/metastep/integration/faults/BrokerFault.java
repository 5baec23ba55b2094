package io.metastep.integration.faults;

import io.metastep.integration.harness.BrokerNode;
import io.metastep.integration.harness.RunningApplication;

/** The only broker ends and is started again on its logs; the application waits. */
abstract class BrokerFault implements Fault {
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
        RunningApplication application = arena.keep(arena.start("first"));
        String evidence = Approach.enter(arena, application);
        BrokerNode node = arena.brokers().node(1);
        int exitCode = end(node);
        node.restart();
        return "broker's exit code " + exitCode + " after " + evidence;
    }

    /** Ends it, sees that it ended as it was told, and returns the exit code. */
    abstract int end(BrokerNode node);
}

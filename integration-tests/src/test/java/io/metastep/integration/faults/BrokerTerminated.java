package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.BrokerNode;
import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.RunningApplication;

/** The only broker is shut down cleanly and started again; the application waits. */
final class BrokerTerminated implements Fault {
    @Override
    public String name() {
        return "broker-sigterm";
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
        RunningApplication application = arena.keep(arena.start("first"));
        Approach.reach(arena, application);
        String evidence = arena.counts(application);
        Approach.requireIn(arena, application);
        BrokerNode node = arena.brokers().node(1);
        assertThat(node.child().terminate()).isEqualTo(Child.SIGTERM);
        node.restart();
        return "broker's exit code 143 after " + evidence;
    }
}

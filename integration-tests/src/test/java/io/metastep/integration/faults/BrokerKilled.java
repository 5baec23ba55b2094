package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.BrokerNode;
import io.metastep.integration.harness.RunningApplication;

/** The only broker is killed and started again on its logs; the application waits. */
final class BrokerKilled implements Fault {
    @Override
    public String name() {
        return "broker-kill";
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
        node.child().kill();
        assertThat(node.child().exitCode()).isEqualTo(Kill.SIGKILL);
        node.restart();
        return "broker's exit code 137 after " + evidence;
    }
}

package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.BrokerNode;

/** The only broker is killed and started again on its logs; the application waits. */
final class BrokerKilled extends BrokerFault {
    @Override
    public String name() {
        return "broker-kill";
    }

    @Override
    int end(BrokerNode node) {
        node.child().kill();
        int exitCode = node.child().exitCode();
        assertThat(exitCode).isEqualTo(Kill.SIGKILL);
        return exitCode;
    }
}

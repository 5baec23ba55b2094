package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.BrokerNode;
import io.metastep.integration.harness.Child;

/** The only broker is shut down cleanly and started again; the application waits. */
final class BrokerTerminated extends BrokerFault {
    @Override
    public String name() {
        return "broker-sigterm";
    }

    @Override
    int end(BrokerNode node) {
        int exitCode = node.child().terminate();
        assertThat(exitCode).isEqualTo(Child.SIGTERM);
        return exitCode;
    }
}

package io.metastep.integration.faults;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** All faults of the matrix. */
final class Faults {
    static final List<Fault> ALL = List.of(
            new Kill(),
            new Terminate(),
            new Zombie(),
            new StateDeleted(),
            new NoSpace(),
            new OffsetsLost(),
            new AbortedTransactions(),
            new FailedTransactions(),
            new OneToThreeAndBack(),
            new BrokerTerminated(),
            new BrokerKilled(),
            new LeaderLost(),
            new NetworkCut(),
            new NetworkSilence(),
            new NetworkDelay(),
            new ClientKilled(),
            new TwoClients(),
            new RolledBack(),
            new LearnerKilled());

    private Faults() {}

    static Fault named(String name) {
        return ALL.stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No fault " + name + ", expected one of "
                        + ALL.stream().map(Fault::name).collect(joining(", "))));
    }
}

package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.BrokerNode;
import io.metastep.integration.harness.RunningApplication;

/** One of three brokers, which leads a partition of gradients, is killed; work goes on without it, and it comes back. */
final class LeaderLost implements Fault {
    @Override
    public String name() {
        return "leader-lost";
    }

    @Override
    public Weight weight() {
        return Weight.HEAVY;
    }

    @Override
    public Stage stage() {
        return Stage.THREE_PROCESSES;
    }

    @Override
    public String strike(Arena arena) {
        RunningApplication application = arena.keep(arena.start("first"));
        String evidence = Approach.enter(arena, application);
        int partition = arena.random().nextInt(arena.client().partitions());
        int leader = Replicas.leader(arena.cluster(), arena.topics(), partition);
        BrokerNode node = arena.brokers().node(leader);
        node.child().kill();
        assertThat(node.child().exitCode()).isEqualTo(Kill.SIGKILL);
        int next = Replicas.awaitAnotherLeader(arena.cluster(), arena.topics(), partition, leader);
        arena.send(10);
        arena.awaitAnswers();
        node.restart();
        Replicas.awaitAllInSync(arena.cluster(), arena.topics());
        return "leader of gradients-%d went from %d to %d after %s".formatted(partition, leader, next, evidence);
    }
}

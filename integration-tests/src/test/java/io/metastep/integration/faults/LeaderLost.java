package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Await;
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
        int leader = Replicas.leader(arena, partition);
        BrokerNode node = arena.brokers().node(leader);
        node.child().kill();
        assertThat(node.child().exitCode()).isEqualTo(Kill.SIGKILL);
        Await.until(
                "another leader of gradients-" + partition,
                () -> Replicas.leader(arena, partition) != leader && Replicas.leader(arena, partition) >= 0,
                () -> Replicas.leader(arena, partition));
        int next = Replicas.leader(arena, partition);
        arena.send(10);
        arena.awaitAnswers();
        node.restart();
        Await.until("all replicas in sync", () -> Replicas.allInSync(arena));
        return "leader of gradients-%d went from %d to %d after %s".formatted(partition, leader, next, evidence);
    }
}

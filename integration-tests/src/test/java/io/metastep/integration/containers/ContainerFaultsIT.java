package io.metastep.integration.containers;

import io.metastep.integration.faults.Replicas;
import io.metastep.integration.harness.Cluster;
import io.metastep.schemas.Topics;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three brokers in containers of which one is lost, and networks that are cut; {@code -Pcontainers}. */
@Tag(ContainerFaultsIT.TAG)
class ContainerFaultsIT {
    static final String TAG = "container-faults";
    private static final int STEPS = 60;

    @RegisterExtension
    private static final ContainerCluster CLUSTER = ContainerCluster.three();

    @RegisterExtension
    private final Deployment deployment = new Deployment(CLUSTER);

    @Test
    void aBrokerIsKilledAndComesBack() {
        Topics topics = deployment.workload("broker-killed").topics();
        ServingContainer instance = serving();
        Cluster cluster = CLUSTER.fromHere();
        int leader = Replicas.leader(cluster, topics, 0);
        ContainerNode node = CLUSTER.node(leader);
        node.kill();
        goOn(topics, leader);
        node.restart();
        Replicas.awaitAllInSync(cluster, topics);
        deployment.check(List.of(instance));
    }

    @Test
    void aBrokerIsCutOffAndComesBack() {
        Topics topics = deployment.workload("broker-cut-off").topics();
        ServingContainer instance = serving();
        Cluster cluster = CLUSTER.fromHere();
        int leader = Replicas.leader(cluster, topics, 0);
        ContainerNode node = CLUSTER.node(leader);
        Partition.around(node.container(), CLUSTER.network(), List.of(node.name()), () -> goOn(topics, leader));
        Replicas.awaitAllInSync(cluster, topics);
        deployment.check(List.of(instance));
    }

    @Test
    void anotherInstanceTakesOverFromOneThatIsCutOffAndBothRunInTheEnd() {
        deployment.workload("instance-cut-off");
        ServingContainer first = serving();
        ServingContainer second = serving();
        Partition.around(first.container(), CLUSTER.network(), List.of(), () -> {
            deployment.workload().send(STEPS);
            deployment.workload().awaitAnswers();
        });
        deployment.check(List.of(first, second));
    }

    /** An instance that has taken steps. */
    private ServingContainer serving() {
        ServingContainer instance = deployment.serve();
        deployment.workload().send(STEPS);
        instance.awaitSteps();
        return instance;
    }

    /** Another broker leads, and jobs take steps. */
    private void goOn(Topics topics, int lost) {
        Replicas.awaitAnotherLeader(CLUSTER.fromHere(), topics, 0, lost);
        deployment.workload().send(STEPS);
        deployment.workload().awaitAnswers();
    }
}

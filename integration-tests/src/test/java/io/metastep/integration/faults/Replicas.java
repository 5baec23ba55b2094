package io.metastep.integration.faults;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.Cluster;
import io.metastep.schemas.Topics;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** Who has which partitions of topics. */
public final class Replicas {
    private Replicas() {}

    /** The node that leads the partition of gradients; -1 if nobody does, or nobody can be asked. */
    public static int leader(Cluster cluster, Topics topics, int partition) {
        String gradients = topics.gradients();
        return describe(cluster, topics).stream()
                .filter(topic -> topic.name().equals(gradients))
                .map(topic -> topic.partitions().get(partition).leader())
                .mapToInt(leader -> leader == null ? -1 : leader.id())
                .findFirst()
                .orElse(-1);
    }

    /** Waits until another node than that leads the partition of gradients; returns it. */
    public static int awaitAnotherLeader(Cluster cluster, Topics topics, int partition, int than) {
        return Await.value(
                "another leader of gradients-" + partition,
                () -> {
                    int leader = leader(cluster, topics, partition);
                    return leader < 0 || leader == than ? null : leader;
                },
                () -> leader(cluster, topics, partition));
    }

    /** Waits until no copy of any of the topics lags behind. */
    public static void awaitAllInSync(Cluster cluster, Topics topics) {
        Await.until("all replicas in sync", () -> allInSync(cluster, topics));
    }

    /** Whether no copy of any of the topics lags behind. */
    private static boolean allInSync(Cluster cluster, Topics topics) {
        Collection<TopicDescription> described = describe(cluster, topics);
        return !described.isEmpty()
                && described.stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .allMatch(partition ->
                                partition.isr().size() == partition.replicas().size());
    }

    private static Collection<TopicDescription> describe(Cluster cluster, Topics topics) {
        try (Admin admin = cluster.admin()) {
            return admin.describeTopics(topics.names()).allTopicNames().get().values();
        } catch (ExecutionException e) {
            return List.of();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

package io.metastep.integration.faults;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** Who has which partitions of a scenario's topics. */
final class Replicas {
    private Replicas() {}

    /** The node that leads the partition of gradients; -1 if nobody does, or nobody can be asked. */
    static int leader(Arena arena, int partition) {
        String gradients = arena.topics().gradients();
        return describe(arena).stream()
                .filter(topic -> topic.name().equals(gradients))
                .map(topic -> topic.partitions().get(partition).leader())
                .mapToInt(leader -> leader == null ? -1 : leader.id())
                .findFirst()
                .orElse(-1);
    }

    /** Whether no copy of any of the topics lags behind. */
    static boolean allInSync(Arena arena) {
        Collection<TopicDescription> topics = describe(arena);
        return !topics.isEmpty()
                && topics.stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .allMatch(partition ->
                                partition.isr().size() == partition.replicas().size());
    }

    private static Collection<TopicDescription> describe(Arena arena) {
        try (Admin admin = arena.cluster().admin()) {
            return admin.describeTopics(arena.topics().names())
                    .allTopicNames()
                    .get()
                    .values();
        } catch (ExecutionException e) {
            return List.of();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

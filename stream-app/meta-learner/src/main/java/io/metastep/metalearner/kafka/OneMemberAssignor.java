package io.metastep.metalearner.kafka;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives all partitions to one member of a consumer group; the others stand by. The member that has them keeps them, so one that
 * joins disturbs nobody (cooperative rebalancing). Kafka makes an instance by reflection.
 */
public final class OneMemberAssignor implements ConsumerPartitionAssignor {
    private static final Comparator<Map.Entry<String, Subscription>> OWNER =
            Comparator.<Map.Entry<String, Subscription>>comparingInt(member -> generation(member.getValue()))
                    .thenComparing(Map.Entry::getKey, Comparator.reverseOrder());

    /** The generation in which a member got what it owns; -1 if it owns nothing. */
    private static int generation(Subscription member) {
        return member.ownedPartitions().isEmpty() ? -1 : member.generationId().orElse(0);
    }

    @Override
    public String name() {
        return "metastep-one-member";
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return List.of(RebalanceProtocol.COOPERATIVE, RebalanceProtocol.EAGER);
    }

    @Override
    public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
        Map<String, Subscription> members = group.groupSubscription();
        String owner = members.entrySet().stream().max(OWNER).orElseThrow().getKey();
        var assignments = new HashMap<String, Assignment>();
        members.forEach((id, member) ->
                assignments.put(id, new Assignment(id.equals(owner) ? free(cluster, owner, members) : List.of())));
        return new GroupAssignment(assignments);
    }

    /** What nobody else believes to own: the others must give that up first, and a further rebalance follows when they did. */
    private static List<TopicPartition> free(Cluster cluster, String owner, Map<String, Subscription> members) {
        Set<TopicPartition> taken = new HashSet<>();
        members.forEach((id, member) -> taken.addAll(id.equals(owner) ? List.of() : member.ownedPartitions()));
        List<TopicPartition> free = new ArrayList<>();
        for (String topic :
                members.getOrDefault(owner, new Subscription(List.of())).topics()) {
            cluster.partitionsForTopic(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .filter(partition -> !taken.contains(partition))
                    .forEach(free::add);
        }
        return free;
    }
}

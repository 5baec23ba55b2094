package io.metastep.metalearner.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.RebalanceProtocol;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OneMemberAssignorTest {
    private static final String TOPIC = "t";
    private final OneMemberAssignor assignor = new OneMemberAssignor();
    private final Map<String, Subscription> members = new HashMap<>();

    private void join(String id, int generation, int... owned) {
        ByteBuffer nothing = ByteBuffer.allocate(0);
        members.put(id, new Subscription(List.of(TOPIC), nothing, partitions(owned), generation, Optional.empty()));
    }

    private static List<TopicPartition> partitions(int... numbers) {
        return IntStream.of(numbers).mapToObj(p -> new TopicPartition(TOPIC, p)).toList();
    }

    private Map<String, Assignment> assign() {
        List<PartitionInfo> three = IntStream.range(0, 3)
                .mapToObj(p -> new PartitionInfo(TOPIC, p, Node.noNode(), new Node[0], new Node[0]))
                .toList();
        var cluster = new Cluster("c", List.of(), three, Set.of(), Set.of());
        return assignor.assign(cluster, new GroupSubscription(members)).groupAssignment();
    }

    private List<TopicPartition> of(String id) {
        return assign().getOrDefault(id, new Assignment(List.of())).partitions();
    }

    @Test
    void oneMemberGetsAllPartitions() {
        join("a", -1);
        join("b", -1);
        join("c", -1);
        assertThat(assign()).hasSize(3);
        assertThat(of("a")).containsExactlyElementsOf(partitions(0, 1, 2));
        assertThat(of("b")).isEmpty();
        assertThat(of("c")).isEmpty();
    }

    @Test
    void whoHasThemKeepsThemWhenOthersJoin() {
        join("a", -1);
        join("b", 4, 0, 1, 2);
        assertThat(of("b")).containsExactlyElementsOf(partitions(0, 1, 2));
        assertThat(of("a")).isEmpty();
    }

    @Test
    void whoHasThemGetsNewOnesToo() {
        join("a", -1);
        join("b", 4, 0, 2);
        assertThat(of("b")).containsExactlyElementsOf(partitions(0, 1, 2));
    }

    @Test
    void ofTwoWhoBelieveToHaveThemTheLaterKeepsThemAndGetsTheOthersOnceTheyWereGivenUp() {
        join("a", 3, 0, 1);
        join("b", 5, 2);
        assertThat(of("a")).isEmpty();
        assertThat(of("b")).containsExactlyElementsOf(partitions(2));
    }

    @Test
    void aMemberThatJoinsIsNoReasonToStop() {
        assertThat(assignor.supportedProtocols()).contains(RebalanceProtocol.COOPERATIVE);
    }
}

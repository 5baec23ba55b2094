package io.metastep.cli.cluster;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** What topics take on the brokers' disks. */
public final class TopicBytes {

    private TopicBytes() {}

    /** Bytes by topic, all replicas together. */
    public static Map<String, Long> of(Admin admin) {
        Map<String, Long> bytes = new TreeMap<>();
        var brokers = Await.result(admin.describeCluster().nodes()).stream()
                .map(Node::id)
                .toList();
        for (Map<String, LogDirDescription> broker :
                Await.result(admin.describeLogDirs(brokers).allDescriptions()).values()) {
            for (LogDirDescription folder : broker.values()) {
                for (Map.Entry<TopicPartition, ReplicaInfo> replica :
                        folder.replicaInfos().entrySet()) {
                    bytes.merge(replica.getKey().topic(), replica.getValue().size(), Long::sum);
                }
            }
        }
        return bytes;
    }
}

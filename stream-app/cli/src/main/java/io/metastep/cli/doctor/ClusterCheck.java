package io.metastep.cli.doctor;

import io.metastep.cli.cluster.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/** Brokers, their features, and their defaults for the topics that Kafka makes by itself. */
final class ClusterCheck {
    private static final List<String> REPLICAS = List.of(
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor",
            "default.replication.factor");

    private final Admin admin;
    private final List<Finding> found = new ArrayList<>();

    private ClusterCheck(Admin admin) {
        this.admin = admin;
    }

    static List<Finding> run(Admin admin) {
        return new ClusterCheck(admin).run();
    }

    private List<Finding> run() {
        List<Node> brokers = List.copyOf(Await.orCause(admin.describeCluster().nodes()));
        found.add(
                brokers.size() == 1
                        ? Finding.note("brokers", "one: its disk is the only copy; production wants three or more")
                        : Finding.good("brokers", brokers.size() + " answer"));
        checkFeatures();
        if (brokers.size() > 1) {
            checkDefaults(brokers.get(0));
        }
        return found;
    }

    private void checkFeatures() {
        try {
            Map<String, FinalizedVersionRange> features =
                    Await.orCause(admin.describeFeatures().featureMetadata()).finalizedFeatures();
            found.add(Finding.good(
                    "features",
                    "metadata.version level %s, transaction.version %s"
                            .formatted(level(features, "metadata.version"), level(features, "transaction.version"))));
        } catch (KafkaException e) {
            found.add(Finding.note("features", "not readable with these credentials: " + e.getMessage()));
        }
    }

    private static String level(Map<String, FinalizedVersionRange> features, String name) {
        FinalizedVersionRange range = features.get(name);
        return range == null ? "not set" : Short.toString(range.maxVersionLevel());
    }

    /** Offsets, transactions and changelogs are as safe as these say. */
    private void checkDefaults(Node broker) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
        try {
            Config config = Await.orCause(
                            admin.describeConfigs(List.of(resource)).all())
                    .getOrDefault(resource, new Config(List.of()));
            List<String> single = REPLICAS.stream()
                    .filter(name -> "1".equals(value(config, name)))
                    .toList();
            found.add(
                    single.isEmpty()
                            ? Finding.good("internal topics", "replicated")
                            : Finding.note(
                                    "internal topics",
                                    String.join(", ", single)
                                            + " is 1: one broker's loss loses offsets, transactions or"
                                            + " snapshots; set it to 3 in the brokers' configuration"));
        } catch (KafkaException e) {
            found.add(Finding.note(
                    "internal topics", "defaults are not readable with these credentials: " + e.getMessage()));
        }
    }

    private static String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }
}

package io.metastep.integration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.metastep.schemas.Topic;
import io.metastep.schemas.Topics;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The example for KEDA beside what is scaled, the metrics and their limits. */
class AutoscalingTest {
    private static final Pattern METRIC = Pattern.compile("metastep_\\w+");

    private final ScaledObject example = Manifests.one(ScaledObject.class, "examples/autoscaling.yaml");
    private final StatefulSet application = Manifests.one(StatefulSet.class, "base/application.yaml");

    @Test
    void itScalesTheApplicationUpToItsPartitions() {
        assertThat(example.spec().scaleTargetRef())
                .isEqualTo(new ScaledObject.Target(
                        application.getApiVersion(),
                        application.getKind(),
                        application.getMetadata().getName()));
        int partitions = Manifests.all(KafkaTopic.class, Manifests.text("base/topics.yaml")).stream()
                .filter(topic ->
                        topic.getMetadata().getName().equals(Topics.standard().name(Topic.GRADIENTS)))
                .findFirst()
                .orElseThrow()
                .getSpec()
                .getPartitions();
        assertThat(example.spec().maxReplicaCount()).isEqualTo(partitions);
        assertThat(example.spec().minReplicaCount())
                .isEqualTo(application.getSpec().getReplicas())
                .isLessThan(partitions);
    }

    /** The table of the README has the catalogue's metrics and no others, see MetricCatalogueTest. */
    @Test
    void everyMetricIsInTheCatalogue() throws IOException {
        Set<String> catalogue = Files.readString(Path.of("..", "stream-app", "ops", "README.md"))
                .lines()
                .filter(line -> line.startsWith("| `metastep_"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .collect(Collectors.toSet());
        List<String> used = example.spec().triggers().stream()
                .flatMap(trigger -> METRIC.matcher(trigger.metadata().get("query"))
                        .results()
                        .map(MatchResult::group))
                .toList();
        assertThat(used).containsExactly("metastep_coordinates_total", "metastep_live_bytes");
        assertThat(catalogue).containsAll(used);
    }

    @Test
    void instancesAreAddedBeforeMemoryGetsScarce() {
        long limit = Long.parseLong(Workload.application().option("--memory")) << 20;
        long threshold =
                Long.parseLong(example.spec().triggers().get(1).metadata().get("threshold"));
        // Beyond three quarters idle blocks are evicted.
        assertThat((double) threshold / limit).isBetween(0.5, 0.7);
    }
}

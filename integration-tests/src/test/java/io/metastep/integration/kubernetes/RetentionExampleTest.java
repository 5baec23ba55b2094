package io.metastep.integration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.kustomize.v1beta1.Kustomization;
import io.fabric8.kubernetes.api.model.kustomize.v1beta1.Patch;
import io.metastep.schemas.Topics;
import io.metastep.streams.ApplicationSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the example keeps for less long than the contract says. */
class RetentionExampleTest {
    private final Patch patch = Manifests.one(Kustomization.class, "examples/short-retention/kustomization.yaml")
            .getPatches()
            .get(0);

    @Test
    void itIsThatOfGradientsAndUpdatesAndOutlivesAReplay() {
        JsonNode replace =
                StrictYaml.documents(String.valueOf(patch.getPatch())).get(0);
        assertThat(replace.get("op").asText()).isEqualTo("replace");
        assertThat(replace.get("value").asLong())
                .isGreaterThan(ApplicationSettings.builder("localhost:9092")
                        .build()
                        .core()
                        .replayTime()
                        .toMillis());
        assertThat(Manifests.documents(Path.of("base", "topics.yaml")))
                .filteredOn(topic -> isPatched(topic))
                .hasSize(2)
                .allSatisfy(topic -> assertThat(
                                topic.at(replace.get("path").asText()).isMissingNode())
                        .isFalse());
        assertThat(Topics.standard().names())
                .filteredOn(this::isName)
                .containsExactly("metastep.gradients.v1", "metastep.updates.v1");
    }

    private boolean isPatched(JsonNode topic) {
        return topic.at("/kind").asText().equals(patch.getTarget().getKind())
                && isName(topic.at("/metadata/name").asText());
    }

    private boolean isName(String name) {
        return name.matches(patch.getTarget().getName());
    }
}

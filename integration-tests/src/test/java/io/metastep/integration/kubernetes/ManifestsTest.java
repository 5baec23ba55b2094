package io.metastep.integration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.kustomize.v1beta1.Kustomization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestsTest {

    static Stream<Path> files() {
        return Manifests.files().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyPropertyIsOneThatTheModelsKnow(Path file) {
        assertThat(Manifests.documents(file)).isNotEmpty().allSatisfy(Manifests::read);
    }

    @ParameterizedTest
    @CsvSource({
        "base/application.yaml, /spec",
        "base/application.yaml, /spec/template/spec/containers/0",
        "base/application.yaml, /spec/template/spec/containers/0/readinessProbe/httpGet",
        "base/application.yaml, /spec/template/spec/securityContext",
        "base/learner.yaml, /spec/template/spec/volumes/0/emptyDir",
        "base/network-policies.yaml, /spec/egress/0",
        "base/topics.yaml, /spec",
        "base/users.yaml, /spec/authentication",
        "base/users.yaml, /spec/authorization/acls/0",
        "base/users.yaml, /spec/authorization/acls/0/resource",
        "base/kustomization.yaml, /configMapGenerator/0",
        "examples/kafka.yaml, /spec/storage/volumes/0",
        "examples/pod-monitor.yaml, /spec/podMetricsEndpoints/0",
        "examples/autoscaling.yaml, /spec/advanced/horizontalPodAutoscalerConfig/behavior/scaleUp",
    })
    void aPropertyThatTheModelsDoNotKnowIsRefused(Path file, String place) {
        JsonNode document = Manifests.documents(file).get(0);
        ((ObjectNode) document.at(place)).put("surprise", 1);
        assertThatThrownBy(() -> Manifests.read(document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surprise");
    }

    @Test
    void theBaseHasEveryFileOfItsFolder() {
        Kustomization base = Manifests.one(Kustomization.class, "base/kustomization.yaml");
        List<String> resources = new ArrayList<>(base.getResources());
        resources.add("kustomization.yaml");
        assertThat(resources)
                .containsExactlyInAnyOrderElementsOf(Manifests.files().stream()
                        .filter(file -> file.startsWith("base"))
                        .map(file -> file.getFileName().toString())
                        .toList());
    }
}

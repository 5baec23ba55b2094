package io.metastep.integration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.kustomize.v1beta1.ConfigMapArgs;
import io.fabric8.kubernetes.api.model.kustomize.v1beta1.Kustomization;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The properties of clients beside what is mounted and the cluster's listener. That clients get in with them shows SecuredIT. */
class ClientPropertiesTest {
    private static final String FILE = "client.properties";

    static List<Workload> all() {
        return Workload.all();
    }

    private static Properties properties() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Manifests.text("base/" + FILE)));
        return properties;
    }

    @ParameterizedTest
    @MethodSource("all")
    void theFileIsMountedWhereTheVerbReadsIt(Workload workload) {
        ConfigMapArgs generated = Manifests.one(Kustomization.class, "base/kustomization.yaml")
                .getConfigMapGenerator()
                .get(0);
        assertThat(generated.getFiles()).containsExactly(FILE);
        VolumeMount mount = mount(workload, "client-properties");
        assertThat(workload.option("--config")).isEqualTo(mount.getMountPath());
        assertThat(mount.getSubPath()).isEqualTo(FILE);
        assertThat(volume(workload, "client-properties").getConfigMap().getName())
                .isEqualTo(generated.getName());
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatItNamesIsMounted(Workload workload) throws IOException {
        Properties properties = properties();
        String user = mount(workload, "user").getMountPath();
        assertThat(properties)
                .containsEntry("sasl.jaas.config", "${folder:" + user + ":sasl.jaas.config}")
                .containsEntry("config.providers.folder.param.allowed.paths", user);
        String ca = mount(workload, "ca").getMountPath();
        assertThat(volume(workload, "ca").getSecret().getItems())
                .extracting(item -> ca + "/" + item.getPath())
                .contains(properties.getProperty("ssl.truststore.location"));
    }

    @Test
    void theAddressIsThatOfTheClustersListener() throws IOException {
        Kafka cluster = Manifests.all(Kafka.class, Manifests.text("examples/kafka.yaml"))
                .get(0);
        GenericKafkaListener listener =
                cluster.getSpec().getKafka().getListeners().get(0);
        String name = cluster.getMetadata().getName();
        assertThat(properties())
                .containsEntry("bootstrap.servers", name + "-kafka-bootstrap:" + listener.getPort())
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512");
        assertThat(Manifests.one(NetworkPolicy.class, "base/network-policies.yaml")
                        .getSpec()
                        .getEgress()
                        .get(0)
                        .getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getPort().getIntVal()).isEqualTo(listener.getPort()));
        assertThat(Workload.all()).allSatisfy(workload -> assertThat(
                        volume(workload, "ca").getSecret().getSecretName())
                .isEqualTo(name + "-cluster-ca-cert"));
    }

    private static VolumeMount mount(Workload workload, String name) {
        return workload.container().getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Volume volume(Workload workload, String name) {
        return workload.pods().getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

package io.metastep.integration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.openshift.api.model.monitoring.v1.PodMetricsEndpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.metastep.integration.harness.Web;
import io.metastep.ops.Health;
import io.metastep.ops.HttpAddress;
import io.metastep.ops.OpsServer;
import io.metastep.ops.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Kubernetes and Prometheus ask, and what is answered by who lives and restores. */
class ProbesTest {
    private static final String METRICS = "metastep_ready 0.0\n";

    private static final class Restoring implements Health {
        @Override
        public Answer live() {
            return new Answer(true, "REBALANCING");
        }

        @Override
        public Answer ready() {
            return new Answer(false, "REBALANCING: 3 state stores restore, 1 partitions replay");
        }
    }

    private static final class EmptyPage implements Page {
        @Override
        public News since(long version) {
            return new News("{}", 1);
        }

        @Override
        public void await(long version, Duration timeout) {}
    }

    @Test
    void anInstanceThatRestoresIsLeftAloneAndGetsNoTraffic() {
        Container serve = Workload.application().container();
        PodMetricsEndpoint metrics = endpoint();
        try (OpsServer server = OpsServer.start(
                new HttpAddress(HttpAddress.LOOPBACK, 0), new Restoring(), () -> METRICS, new EmptyPage())) {
            String address = "http://" + server.address();
            assertThat(Web.get(address + path(serve.getStartupProbe())).statusCode())
                    .isEqualTo(200);
            assertThat(Web.get(address + path(serve.getLivenessProbe())).statusCode())
                    .isEqualTo(200);
            assertThat(Web.get(address + path(serve.getReadinessProbe())).statusCode())
                    .isEqualTo(503);
            assertThat(Web.get(address + metrics.getPath()).body()).isEqualTo(METRICS);
        }
    }

    private static PodMetricsEndpoint endpoint() {
        return endpoints().get(0);
    }

    /** Of the application and of the learner. */
    private static List<PodMetricsEndpoint> endpoints() {
        return Manifests.all(PodMonitor.class, Manifests.text("examples/pod-monitor.yaml")).stream()
                .map(monitor -> monitor.getSpec().getPodMetricsEndpoints().get(0))
                .toList();
    }

    private static String path(Probe probe) {
        return probe.getHttpGet().getPath();
    }

    @Test
    void allOfThemAskThePortThatIsListenedAt() {
        for (Workload workload : Workload.all()) {
            Container container = workload.container();
            ContainerPort port = container.getPorts().get(0);
            HttpAddress address = HttpAddress.parse(workload.option("--http")).orElseThrow();
            assertThat(address.port()).isEqualTo(port.getContainerPort());
            assertThat(address.host()).isEqualTo("0.0.0.0");
            List<Probe> probes =
                    List.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe());
            assertThat(probes).extracting(ProbesTest::path).containsExactly("/live", "/live", "/ready");
            assertThat(probes)
                    .allSatisfy(probe ->
                            assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo(port.getName()));
            assertThat(endpoints())
                    .allSatisfy(endpoint -> assertThat(endpoint.getPort()).isEqualTo(port.getName()));
        }
        String name = Workload.application().container().getPorts().get(0).getName();
        var service = Manifests.one(Service.class, "base/application.yaml")
                .getSpec()
                .getPorts()
                .get(0);
        assertThat(service.getTargetPort().getStrVal()).isEqualTo(name);
        var allowed = Manifests.one(NetworkPolicy.class, "base/network-policies.yaml")
                .getSpec()
                .getIngress()
                .get(0)
                .getPorts();
        assertThat(allowed)
                .singleElement()
                .satisfies(each -> assertThat(each.getPort().getStrVal()).isEqualTo(name));
    }

    @Test
    void prometheusCallsThemAsAlertsDo() throws IOException {
        String alerts = Files.readString(Path.of("..", "deploy", "prometheus", "alerts.yml"));
        assertThat(endpoints())
                .extracting(endpoint -> endpoint.getRelabelings().get(0))
                .allSatisfy(relabeling -> {
                    assertThat(relabeling.getTargetLabel()).isEqualTo("job");
                    assertThat(alerts).contains("job=\"" + relabeling.getReplacement() + "\"");
                });
    }
}

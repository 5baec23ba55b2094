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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Kubernetes and Prometheus ask, and what an instance answers that lives and restores. */
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
        return Manifests.one(PodMonitor.class, "examples/pod-monitor.yaml")
                .getSpec()
                .getPodMetricsEndpoints()
                .get(0);
    }

    private static String path(Probe probe) {
        return probe.getHttpGet().getPath();
    }

    @Test
    void allOfThemAskThePortThatTheInstanceListensAt() {
        Workload application = Workload.application();
        Container serve = application.container();
        ContainerPort port = serve.getPorts().get(0);
        HttpAddress address = HttpAddress.parse(application.option("--http")).orElseThrow();
        assertThat(address.port()).isEqualTo(port.getContainerPort());
        assertThat(address.host()).isEqualTo("0.0.0.0");
        assertThat(List.of(serve.getStartupProbe(), serve.getLivenessProbe(), serve.getReadinessProbe()))
                .allSatisfy(probe ->
                        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo(port.getName()));
        assertThat(endpoint().getPort()).isEqualTo(port.getName());
        var service = Manifests.one(Service.class, "base/application.yaml")
                .getSpec()
                .getPorts()
                .get(0);
        assertThat(service.getTargetPort().getStrVal()).isEqualTo(port.getName());
        var allowed = Manifests.one(NetworkPolicy.class, "base/network-policies.yaml")
                .getSpec()
                .getIngress()
                .get(0)
                .getPorts();
        assertThat(allowed)
                .singleElement()
                .satisfies(each -> assertThat(each.getPort().getStrVal()).isEqualTo(port.getName()));
    }
}

package io.metastep.integration.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.Children;
import io.metastep.integration.harness.Web;
import io.metastep.integration.monitoring.MonitoringFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The cluster of deploy/compose.yaml: a tenant's job over TLS goes on while a broker and an instance are lost, and Prometheus shows both. */
@TestMethodOrder(OrderAnnotation.class)
class ComposeIT {
    private static final int STEPS = 100;

    @RegisterExtension
    private static final ComposeProject PROJECT = new ComposeProject("demo", "other");

    @RegisterExtension
    final Children children = new Children();

    @Test
    @Order(1)
    void aJobLosesNothingWhenABrokerAndAnInstanceAreKilled(@TempDir Path folder) throws IOException {
        awaitReady();
        Path result = folder.resolve("result.json");
        Child job = children.startPatiently(
                "train",
                "digits-mlp",
                "--spread=8",
                "--steps=" + STEPS,
                "--config=" + PROJECT.config("demo-client").toAbsolutePath(),
                "--json=" + result);
        Await.until("serve-1 answers the job", () -> hasStepped("SERVE_1"), job::report);
        PROJECT.run("kill", "broker-2", "serve-1");
        assertThat(job.isAlive()).as("in mid-run: %s", job.report()).isTrue();
        PrometheusApi prometheus = prometheus();
        prometheus.await("up{instance=\"serve-1:8080\"} == 0");
        prometheus.await("max(metastep_fleet_missing_replicas) > 0");
        prometheus.await("ALERTS{alertname=\"MetastepInstanceDown\",instance=\"serve-1:8080\"}");
        prometheus.await("ALERTS{alertname=\"MetastepReplicasMissing\"}");
        Await.until("half of the steps", () -> isHalfDone(job.output()) || !job.isAlive(), job::report);
        assertThat(job.exitCode()).as(job.report()).isZero();
        JsonNode json = JsonMapper.builder().build().readTree(result.toFile());
        assertThat(json.path("steps").asInt()).isEqualTo(STEPS);
        assertThat(json.path("updatesApplied").asLong())
                .isEqualTo(json.path("updatesExpected").asLong())
                .isPositive();
    }

    private static void awaitReady() {
        for (String service : List.of("SERVE_1", "SERVE_2")) {
            Await.until(service + " is ready", () -> isReady(service), () -> PROJECT.run("logs", "--tail=20"));
        }
        prometheus().await("sum(up{job=\"metastep\"}) == 2");
    }

    private static boolean isHalfDone(String output) {
        return Pattern.compile("\\b([5-9]\\d|100) of " + STEPS + " steps")
                .matcher(output)
                .find();
    }

    private static boolean hasStepped(String service) {
        return Pattern.compile("^metastep_steps_total [1-9]", Pattern.MULTILINE)
                .matcher(Web.get(PROJECT.address(service) + "/metrics").body())
                .find();
    }

    private static boolean isReady(String service) {
        try {
            return Web.get(PROJECT.address(service) + "/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static PrometheusApi prometheus() {
        return new PrometheusApi(PROJECT.address("PROMETHEUS"));
    }

    @Test
    @Order(2)
    void everyMetricOfAlertsAndDashboardsIsMeasured() {
        Await.until(
                "all metrics of alerts and dashboards",
                () -> prometheus().metrics().containsAll(MonitoringFiles.metrics()),
                ComposeIT::missingMetrics);
        assertThat(MonitoringFiles.expressions()).isNotEmpty().allSatisfy(each -> assertThat(
                        prometheus().query(each.text()).isArray())
                .as(each.place())
                .isTrue());
    }

    private static Object missingMetrics() {
        TreeSet<String> missing = new TreeSet<>(MonitoringFiles.metrics());
        missing.removeAll(prometheus().metrics());
        return "missing " + missing;
    }

    @Test
    @Order(3)
    void noTenantReadsAnothersTopics() {
        assertMayRead("demo-client", "demo.updates.v1");
        assertMayNotRead("demo-client", "other.updates.v1");
        assertMayNotRead("other-client", "demo.updates.v1");
    }

    private static void assertMayRead(String user, String topic) {
        assertThat(read(user, topic)).isPositive();
    }

    private static void assertMayNotRead(String user, String topic) {
        assertThatThrownBy(() -> read(user, topic))
                .as("%s reads %s", user, topic)
                .isInstanceOf(TopicAuthorizationException.class);
    }

    /** How many partitions have records. */
    private static long read(String user, String topic) {
        try (var consumer = new KafkaConsumer<>(
                PROJECT.properties(user), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, Duration.ofSeconds(30)).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .filter(end -> end > 0)
                    .count();
        }
    }

    @Test
    @Order(4)
    void grafanaHasTheDashboards() throws IOException, InterruptedException {
        assumeTrue(PROJECT.hasGrafana(), "There is no image of Grafana: compose was started without it");
        String login = "admin:" + PROJECT.setting("METASTEP_GRAFANA_PASSWORD");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(PROJECT.address("GRAFANA") + "/api/dashboards/uid/metastep-fleet"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body())
                .contains("Metastep: fleet");
    }
}

package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.Browser;
import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.Children;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.Folders;
import io.metastep.integration.harness.HealthyJob;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RawClient;
import io.metastep.integration.harness.ServedApplication;
import io.metastep.integration.harness.Web;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** What {@code metastep serve} says of itself over HTTP, from its start to its end. */
class OpsIT {
    private static final OptimizerFile LSTM = OptimizerFiles.lstm("untrained", 1);
    private static final int STEPS = 7;

    @RegisterExtension
    final Children children = new Children();

    private final Cluster cluster = Cluster.shared();
    private final Topics topics = cluster.createTopics("ops", 2);

    @Test
    void anInstanceIsReadyWhenItAnswersAndItsMetricsCountTheAnswers() {
        cluster.publish(topics, LSTM);
        Child serve = serve();
        String address = serve.awaitMatch("Page, health and metrics: (http://\\S+)");
        assertThat(Web.get(address + "/live").statusCode()).isEqualTo(200);
        Await.until("readiness", () -> Web.get(address + "/ready").statusCode() == 200, serve::report);
        try (RawClient client = new RawClient(cluster.bootstrapServers(), topics)) {
            HealthyJob job = new HealthyJob(client.job("watched", LSTM.reference()), LSTM);
            for (int step = 0; step < STEPS; step++) {
                job.step();
            }
        }
        assertThat(Web.get(address + "/metrics").body())
                .contains("metastep_steps_total 7.0")
                .contains("metastep_ready 1.0")
                .contains("metastep_rejected_total{reason=\"NOT_FINITE\"} 0.0")
                .contains("kafka_consumer_fetch_manager_records_lag")
                .contains("kafka_stream_alive_stream_threads")
                .contains("kafka_producer_produce_throttle_time_max{")
                .contains("kafka_consumer_fetch_manager_fetch_throttle_time_max{")
                .contains("jvm_memory_used_bytes")
                .contains("kafka_stream_state_all_rate{")
                .contains("store=\"optimizers\"")
                .doesNotContain("kafka_metastep");
        assertThat(serve.output()).doesNotContain("MeterRegistry");
        assertThat(serve.terminate()).isEqualTo(Child.SIGTERM);
    }

    @Test
    void thePageShowsAJobToSomebodyWithoutAMouse() {
        cluster.publish(topics, LSTM);
        Child serve = serve();
        String address = serve.awaitMatch("Page, health and metrics: (http://\\S+)");
        try (Browser browser = Browser.open(address);
                RawClient client = new RawClient(cluster.bootstrapServers(), topics)) {
            browser.await("#link", "live");
            HealthyJob job = new HealthyJob(client.job("watched", LSTM.reference()), LSTM);
            job.step();
            browser.await("#job-rows", "watched");
            browser.await("#job-rows", LSTM.reference());
            browser.await("#happenings", "watched began");
            browser.tabTo("watched");
            browser.press(Keys.ENTER);
            browser.await("#losses-words", "watched");
            assertThat(browser.run("return document.activeElement.textContent")).isEqualTo("watched");
            assertThat(browser.run("return document.querySelectorAll('svg:not(:has(title))').length"))
                    .isEqualTo(0L);
            browser.photograph("light");
            browser.prefer("dark");
            browser.photograph("dark");
            browser.assertNoComplaints();
            assertThat(serve.terminate()).isEqualTo(Child.SIGTERM);
            browser.await("#link", "connection lost");
        }
    }

    private Child serve() {
        return ServedApplication.start(children, cluster, topics, Folders.temporary("ops-"), "--http", "0")
                .child();
    }
}

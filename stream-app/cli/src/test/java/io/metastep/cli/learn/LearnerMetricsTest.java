package io.metastep.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.metalearner.online.LearnerProgress;
import io.metastep.metalearner.online.StepReport;
import io.metastep.ops.HttpAddress;
import io.metastep.ops.OpsServer;
import io.metastep.ops.OwnMetric;
import io.metastep.ops.ProcessMetrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LearnerMetricsTest {
    private static final Path README = Path.of("..", "ops", "README.md");
    private static final String HEAD = "| metric of a learner | meaning | what to do |\n|---|---|---|\n";

    private final LearnerState state = new LearnerState();
    private final ProcessMetrics metrics = new ProcessMetrics();
    private final OpsServer server =
            OpsServer.start(new HttpAddress(HttpAddress.LOOPBACK, 0), new LearnerHealth(state), metrics::scrape);

    LearnerMetricsTest() {
        metrics.bind(LearnerMetrics.ALL, state);
        state.watch(() -> 7);
    }

    @AfterEach
    void close() {
        server.close();
        metrics.close();
    }

    @Test
    void whoStandsByIsReadyAndHasNoNumbers() throws IOException, InterruptedException {
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        state.standsBy();
        assertThat(get("/ready").statusCode()).isEqualTo(200);
        assertThat(get("/ready").body()).isEqualTo("stands by\n");
        assertThat(get("/metrics").body())
                .contains("metastep_learner_working 0.0", "metastep_learner_lag_segments 0.0", "jvm_memory_used_bytes");
    }

    @Test
    void whoWorksSaysWhatItHasDone() throws IOException, InterruptedException {
        LearnerProgress progress = new LearnerProgress(
                12, 3, 0, 100, 4, new TreeMap<>(Map.of("segments.used", 100L, "versions.published", 2L)));
        state.works(progress, false);
        state.stepped(new StepReport(12, 8, 16, 0, -1.5, true), progress);
        assertThat(get("/metrics").body())
                .contains(
                        "metastep_learner_working 1.0",
                        "metastep_learner_lag_segments 7.0",
                        "metastep_learner_meta_steps_total 12.0",
                        "metastep_learner_meta_loss -1.5",
                        "metastep_learner_segments_used_total 100.0",
                        "metastep_learner_segments_refused_total 4.0",
                        "metastep_learner_versions_published_total 2.0");
        state.interrupted("a broker\nis gone");
        assertThat(get("/ready").body()).isEqualTo("interrupted: a broker is gone\n");
        assertThat(get("/live").statusCode()).isEqualTo(200);
        assertThat(get("/").body()).contains("/metrics");
    }

    @Test
    void countersAreCalledSo() {
        assertThat(LearnerMetrics.ALL).allSatisfy(metric -> {
            assertThat(metric.name()).matches("metastep_learner_[a-z_]+");
            assertThat(metric.name().endsWith("_total")).isEqualTo(metric.type() == OwnMetric.Type.COUNTER);
        });
    }

    @Test
    void theReadmeOfOperationsListsThem() throws IOException {
        String text = Files.readString(README);
        int from = text.indexOf(HEAD) + HEAD.length();
        int to = text.indexOf("\n\n", from - 1) + 1;
        String rows = LearnerMetrics.ALL.stream()
                .map(metric -> "| `%s` | %s | %s |%n".formatted(metric.name(), metric.meaning(), metric.action()))
                .collect(Collectors.joining());
        if (Boolean.getBoolean("metastep.readme")) {
            Files.writeString(README, text.substring(0, from) + rows + text.substring(to));
        } else {
            assertThat(text.substring(from, to)).isEqualTo(rows);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
                                .build(),
                        BodyHandlers.ofString());
    }
}

package io.metastep.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpsServerTest {
    private static final HttpAddress FREE = new HttpAddress(HttpAddress.LOOPBACK, 0);

    private final SwitchedHealth health = new SwitchedHealth();
    private final CountingPage page = new CountingPage();
    private final OpsServer server = OpsServer.start(FREE, health, () -> "metastep_ready 1.0\n", page);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void livenessAndReadinessAreTwoQuestions() throws IOException, InterruptedException {
        health.isReady = false;
        assertThat(get("/live").statusCode()).isEqualTo(200);
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        assertThat(get("/ready").body()).isEqualTo("restoring\n");
        health.isReady = true;
        assertThat(get("/ready").statusCode()).isEqualTo(200);
        health.isLive = false;
        assertThat(get("/live").statusCode()).isEqualTo(503);
    }

    @Test
    void metricsAreInPrometheusTextFormat() throws IOException, InterruptedException {
        HttpResponse<String> metrics = get("/metrics");
        assertThat(metrics.body()).isEqualTo("metastep_ready 1.0\n");
        assertThat(metrics.headers().firstValue("content-type").orElseThrow())
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void thePageNeedsNothingFromElsewhere() throws IOException, InterruptedException {
        HttpResponse<String> html = get("/");
        assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        for (String part : List.of("page.css", "page.js")) {
            assertThat(html.body()).contains("\"" + part + "\"");
            assertThat(get("/" + part).statusCode()).isEqualTo(200);
        }
        assertThat(get("/page.js").body()).contains("./plots.js");
        assertThat(get("/plots.js").statusCode()).isEqualTo(200);
        for (String part : List.of("/", "/page.css", "/page.js", "/plots.js")) {
            assertThat(get(part).body().replace("http://www.w3.org/2000/svg", ""))
                    .doesNotContain("http://", "https://");
        }
    }

    @Test
    void aBrowserHearsEverythingOnceAndThenWhatChanges() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + server.address() + "/events"))
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<Stream<String>> events = HttpClient.newHttpClient().send(request, BodyHandlers.ofLines());
        try (Stream<String> lines = events.body()) {
            assertThat(lines.filter(line -> line.startsWith("data: ")).limit(3))
                    .containsExactly("data: from 0", "data: from 1", "data: from 2");
        }
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException, InterruptedException {
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void twoCannotListenOnOnePort() {
        assertThatThrownBy(() -> OpsServer.start(server.address(), health, () -> "", page))
                .isInstanceOf(AddressInUseException.class)
                .hasMessageContaining(server.address().toString());
    }

    @Test
    void nobodyListensAfterwards() {
        HttpAddress address = server.address();
        server.close();
        assertThatThrownBy(() -> get(address, "/live")).isInstanceOf(ConnectException.class);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(server.address(), path);
    }

    private static HttpResponse<String> get(HttpAddress address, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static final class SwitchedHealth implements Health {
        private volatile boolean isLive = true;
        private volatile boolean isReady = true;

        @Override
        public Answer live() {
            return new Answer(isLive, "running");
        }

        @Override
        public Answer ready() {
            return new Answer(isReady, isReady ? "running" : "restoring");
        }
    }

    /** Changes whenever it is asked. */
    private static final class CountingPage implements Page {
        @Override
        public News since(long version) {
            return new News("from " + version, version + 1);
        }

        @Override
        public void await(long version, Duration timeout) {
            // The next version is there already.
        }
    }
}

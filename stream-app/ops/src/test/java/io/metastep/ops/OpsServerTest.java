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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpsServerTest {
    private static final HttpAddress FREE = new HttpAddress(HttpAddress.LOOPBACK, 0);

    private final SwitchedHealth health = new SwitchedHealth();
    private final OpsServer server = OpsServer.start(FREE, health, () -> "metastep_ready 1.0\n");

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
    void whatIsNotThereIsNotFound() throws IOException, InterruptedException {
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void twoCannotListenOnOnePort() {
        assertThatThrownBy(() -> OpsServer.start(server.address(), health, () -> ""))
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
}

package io.metastep.integration.containers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.Web;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/** What a Prometheus answers over HTTP. */
record PrometheusApi(String address) {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** The series that an expression gives now; fails if it is none. */
    JsonNode query(String expression) {
        JsonNode answer = get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(expression + ": " + answer);
        }
        return answer.path("data").path("result");
    }

    /** Waits until the expression gives something. */
    void await(String expression) {
        Await.until(expression, () -> gives(expression), () -> "it gives nothing");
    }

    /** What it knows changes every few seconds. */
    private boolean gives(String expression) {
        boolean isGiven = isThere() && !query(expression).isEmpty();
        if (!isGiven) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return isGiven;
    }

    private boolean isThere() {
        try {
            return Web.get(address + "/-/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The names of all metrics that it has. */
    Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        get("label/__name__/values").path("data").forEach(name -> names.add(name.asText()));
        return names;
    }

    private JsonNode get(String path) {
        try {
            return MAPPER.readTree(Web.get(address + "/api/v1/" + path).body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("Prometheus answers no JSON", e);
        }
    }
}

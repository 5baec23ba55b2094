package io.metastep.ops;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.util.function.Supplier;

/**
 * The web server of one instance: {@code /live}, {@code /ready} and {@code /metrics}. It only reads, and asks nobody who they
 * are: it listens where the people who run it can reach it and nobody else. Whoever starts it closes it.
 */
public final class OpsServer implements AutoCloseable {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Javalin server;
    private final String host;

    private OpsServer(Javalin server, String host) {
        this.server = server;
        this.host = host;
    }

    /**
     * Starts it.
     *
     * @param metrics everything measured, in Prometheus' text format
     * @throws AddressInUseException if somebody else listens there
     */
    public static OpsServer start(HttpAddress address, Health health, Supplier<String> metrics) {
        Javalin server = Javalin.create(config -> {
            quiet(config);
            config.routes.get("/live", context -> answer(context, health.live()));
            config.routes.get("/ready", context -> answer(context, health.ready()));
            config.routes.get(
                    "/metrics", context -> context.contentType(PROMETHEUS_TEXT).result(metrics.get()));
        });
        try {
            server.start(address.host(), address.port());
        } catch (JavalinBindException e) {
            throw new AddressInUseException(address, e);
        }
        return new OpsServer(server, address.host());
    }

    private static void quiet(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
    }

    private static void answer(Context context, Health.Answer answer) {
        context.status(answer.isGood() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .result(answer.reason() + "\n");
    }

    /** Where it listens. */
    public HttpAddress address() {
        return new HttpAddress(host, server.port());
    }

    @Override
    public void close() {
        server.stop();
    }
}

package io.metastep.ops;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The web server of one process: {@code /live}, {@code /ready}, {@code /metrics}, and the operations page of an instance. It only reads, and asks
 * nobody who they are: it listens where the people who run it can reach it and nobody else. Whoever starts it closes it.
 */
public final class OpsServer implements AutoCloseable {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String NOTHING_FROM_ELSEWHERE =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String DIRECTORY = "/live\n/ready\n/metrics\n";

    private final Javalin server;
    private final Runnable ending;
    private final String host;

    private OpsServer(Javalin server, Runnable ending, String host) {
        this.server = server;
        this.ending = ending;
        this.host = host;
    }

    /**
     * Starts it.
     *
     * @param metrics everything measured, in Prometheus' text format
     * @param page what the page shows; it stays the caller's
     * @throws AddressInUseException if somebody else listens there
     */
    public static OpsServer start(HttpAddress address, Health health, Supplier<String> metrics, Page page) {
        EventStreams streams = new EventStreams(page);
        return start(address, health, metrics, streams::close, routes -> {
            routes.get("/", context -> file(context, "page.html", "text/html"));
            routes.get("/page.css", context -> file(context, "page.css", "text/css"));
            routes.get("/page.js", context -> file(context, "page.js", "text/javascript"));
            routes.get("/plots.js", context -> file(context, "plots.js", "text/javascript"));
            routes.get("/fleet.json", context -> context.contentType("application/json")
                    .result(page.since(0).json()));
            routes.sse("/events", streams::accept);
        });
    }

    /**
     * Starts it without the page.
     *
     * @param metrics everything measured, in Prometheus' text format
     * @throws AddressInUseException if somebody else listens there
     */
    public static OpsServer start(HttpAddress address, Health health, Supplier<String> metrics) {
        return start(
                address, health, metrics, () -> {}, routes -> routes.get("/", context -> context.result(DIRECTORY)));
    }

    private static OpsServer start(
            HttpAddress address,
            Health health,
            Supplier<String> metrics,
            Runnable ending,
            Consumer<RoutesConfig> more) {
        Javalin server = Javalin.create(config -> {
            quiet(config);
            config.routes.get("/live", context -> answer(context, health.live()));
            config.routes.get("/ready", context -> answer(context, health.ready()));
            config.routes.get(
                    "/metrics", context -> context.contentType(PROMETHEUS_TEXT).result(metrics.get()));
            more.accept(config.routes);
        });
        try {
            server.start(address.host(), address.port());
        } catch (JavalinBindException e) {
            throw new AddressInUseException(address, e);
        }
        return new OpsServer(server, ending, address.host());
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

    private static void file(Context context, String name, String type) {
        context.header("Content-Security-Policy", NOTHING_FROM_ELSEWHERE);
        context.header("X-Content-Type-Options", "nosniff");
        context.header(Header.CACHE_CONTROL, "no-cache");
        context.contentType(type + "; charset=utf-8").result(resource(name));
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(OpsServer.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public HttpAddress address() {
        return new HttpAddress(host, server.port());
    }

    @Override
    public void close() {
        ending.run();
        server.stop();
    }
}

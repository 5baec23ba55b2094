package io.metastep.integration.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.metastep.integration.harness.Folders;
import io.metastep.integration.harness.FreePorts;
import io.metastep.integration.harness.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * {@code deploy/compose.yaml} as it is shipped, in a copy of its folder, with secrets, ports and a name of its own. Afterwards nothing of it is
 * left, or the tests fail.
 */
final class ComposeProject implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final List<String> SHIPPED =
            List.of("compose", "compose.yaml", "compose-secrets", "prometheus", "grafana");
    private static final List<String> WITHOUT_GRAFANA = List.of("serve-1", "serve-2", "learner", "prometheus");
    private static final String VARIABLE = "METASTEP_COMPOSE";
    private static final String NO_IMAGE = "none";

    private final String[] tenants;
    private final Path folder = Folders.temporary("compose-");
    private final String name = folder.getFileName().toString().toLowerCase(Locale.ROOT);
    private final Map<String, String> environment = new TreeMap<>();
    private List<String> command = List.of();

    /** For these tenants, of whom the first one is served. */
    ComposeProject(String... tenants) {
        this.tenants = tenants;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!Engine.isThere()) {
            return;
        }
        command = findCompose();
        if (command.isEmpty()) {
            return;
        }
        choosePorts();
        environment.put("COMPOSE_PROJECT_NAME", name);
        environment.put("METASTEP_IMAGE", Images.product().asCanonicalNameString());
        environment.put("METASTEP_KAFKA_IMAGE", Images.kafka().asCanonicalNameString());
        environment.put("METASTEP_PROMETHEUS_IMAGE", Images.prometheus());
        SHIPPED.forEach(each -> Tool.run(
                "cp",
                "-r",
                DEPLOY.resolve(each).toString(),
                folder.resolve(each).toString()));
        List<String> secrets =
                new ArrayList<>(List.of(folder.resolve("compose-secrets").toString()));
        secrets.addAll(List.of(tenants));
        Tool.run(secrets.toArray(String[]::new));
        List<String> up = new ArrayList<>(List.of("up", "-d"));
        if (!hasGrafana()) {
            up.addAll(WITHOUT_GRAFANA);
        }
        run(up.toArray(String[]::new));
    }

    private static List<String> findCompose() {
        for (List<String> candidate : List.of(List.of("docker", "compose"), List.of("docker-compose"))) {
            if (works(candidate)) {
                return candidate;
            }
        }
        if ("required".equals(Variable.value(VARIABLE))) {
            throw new AssertionError(
                    "Neither docker compose nor docker-compose is installed, and " + VARIABLE + "=required.");
        }
        return List.of();
    }

    private static boolean works(List<String> candidate) {
        List<String> version = new ArrayList<>(candidate);
        version.add("version");
        try {
            Process process = new ProcessBuilder(version)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted in " + version, e);
        }
    }

    private void choosePorts() {
        List<String> services = List.of(
                "BROKER_1",
                "BROKER_2",
                "BROKER_3",
                "SERVE_1",
                "SERVE_2",
                "SERVE_3",
                "LEARNER",
                "PROMETHEUS",
                "GRAFANA");
        List<Integer> ports = FreePorts.find(services.size());
        for (int i = 0; i < services.size(); i++) {
            environment.put(
                    "METASTEP_" + services.get(i) + "_PORT", ports.get(i).toString());
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Engine.assumeThere();
        assumeTrue(!command.isEmpty(), "Neither docker compose nor docker-compose is installed");
    }

    /** Whether there is an image of Grafana; where none can be had, {@code METASTEP_GRAFANA_IMAGE=none} says so. */
    boolean hasGrafana() {
        return !Variable.value("METASTEP_GRAFANA_IMAGE").equals(NO_IMAGE);
    }

    /** Runs compose; returns what it printed. */
    String run(String... arguments) {
        List<String> words = new ArrayList<>(List.of("env"));
        environment.forEach((variable, value) -> words.add(variable + "=" + value));
        words.addAll(command);
        words.addAll(List.of("-f", folder.resolve("compose.yaml").toString()));
        words.addAll(List.of(arguments));
        return Tool.run(words.toArray(String[]::new));
    }

    /** Where a service is to be found from here, for example {@code SERVE_1}. */
    String address(String service) {
        return "http://127.0.0.1:" + environment.get("METASTEP_" + service + "_PORT");
    }

    /** What a client needs to come as that user, as the cluster hands it out. */
    Path config(String user) {
        return folder.resolve("secrets").resolve(user + ".properties");
    }

    Map<String, Object> properties(String user) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(config(user))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> map = new TreeMap<>();
        properties.forEach((key, value) -> map.put((String) key, value));
        map.remove("metastep.prefix");
        return map;
    }

    /** A variable of the .env that compose-secrets made. */
    String setting(String variable) {
        try (var lines = Files.lines(folder.resolve(".env"))) {
            return lines.filter(line -> line.startsWith(variable + "="))
                    .map(line -> line.substring(variable.length() + 1))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!command.isEmpty()) {
            run("down", "--volumes", "--timeout", "5");
            String ours = "label=com.docker.compose.project=" + name;
            assertThat(Tool.run("docker", "ps", "--all", "--quiet", "--filter", ours))
                    .isEmpty();
            assertThat(Tool.run("docker", "volume", "ls", "--quiet", "--filter", ours))
                    .isEmpty();
            assertThat(Tool.run("docker", "network", "ls", "--quiet", "--filter", ours))
                    .isEmpty();
        }
        Folders.empty(folder);
    }
}

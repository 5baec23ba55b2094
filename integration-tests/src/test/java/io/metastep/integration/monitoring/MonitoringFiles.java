package io.metastep.integration.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The alert rules and dashboards of the deploy folder. */
public final class MonitoringFiles {
    static final Path DEPLOY = Path.of("..", "deploy");
    static final Path PROMETHEUS = DEPLOY.resolve("prometheus");

    private static final Path DASHBOARDS = DEPLOY.resolve(Path.of("grafana", "dashboards"));
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** A rule as this repository writes it; whatever looks otherwise is missed, and its number tells. */
    private static final Pattern RULE = Pattern.compile("""
            - alert: (?<name>\\w+)
             +expr: \\|-
             +(?<expr>[^\\n]+)
            (?: +for: \\w+
            )? +labels: \\{severity: (?<severity>\\w+)}
             +annotations:
             +summary: "(?<summary>[^\\n]+)"
             +description: "[^\\n]+"
             +runbook_url: "\\{\\{ \\$externalLabels\\.runbooks }}#(?<anchor>[a-z0-9-]+)"
            """);

    private MonitoringFiles() {}

    /** All alerts. */
    public static List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        Matcher rule = RULE.matcher(read(PROMETHEUS.resolve("alerts.yml")));
        while (rule.find()) {
            alerts.add(new Alert(
                    rule.group("name"),
                    new Expression(rule.group("name"), rule.group("expr")),
                    rule.group("severity"),
                    rule.group("summary"),
                    rule.group("anchor")));
        }
        return alerts;
    }

    /** The expressions of all panels. */
    public static List<Expression> panels() {
        List<Expression> expressions = new ArrayList<>();
        for (Path file : dashboards()) {
            JsonNode dashboard = json(file);
            dashboard.path("panels").forEach(panel -> panel.path("targets")
                    .forEach(target -> expressions.add(new Expression(
                            file.getFileName() + ": " + panel.path("title").asText(),
                            target.path("expr").asText()))));
        }
        return expressions;
    }

    static List<Path> dashboards() {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        try {
            return MAPPER.readTree(read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of alerts and panels. */
    public static List<Expression> expressions() {
        return Stream.concat(alerts().stream().map(Alert::expression), panels().stream())
                .toList();
    }

    /** What all of them ask instances for. */
    public static Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        expressions().forEach(expression -> names.addAll(expression.metrics()));
        return names;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

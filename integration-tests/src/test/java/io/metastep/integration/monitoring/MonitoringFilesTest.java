package io.metastep.integration.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.metastep.integration.harness.Folders;
import io.metastep.integration.harness.Tool;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alerts and dashboards name what is measured, and Prometheus' own tool takes them; that Kafka's and the JVM's metrics are measured, {@code ComposeIT} sees. */
class MonitoringFilesTest {
    private static final Path CATALOGUE = Path.of("..", "stream-app", "ops", "README.md");
    private static final Pattern LISTED = Pattern.compile("^\\| `(metastep_[a-z_]+)`", Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    private static final Pattern ALERT = Pattern.compile("^ +- alert: ", Pattern.MULTILINE);
    private static final int MOST_WORDS = 15;

    @Test
    void everyMetricOfOursIsInTheCatalogue() {
        Set<String> listed = all(LISTED, MonitoringFiles.read(CATALOGUE));
        assertThat(MonitoringFiles.metrics())
                .filteredOn(name -> name.startsWith("metastep_"))
                .isNotEmpty()
                .isSubsetOf(listed);
    }

    @Test
    void everyAlertSaysWhatToDoAndHasATest() {
        String file = MonitoringFiles.read(MonitoringFiles.PROMETHEUS.resolve("alerts.yml"));
        String tests = MonitoringFiles.read(MonitoringFiles.PROMETHEUS.resolve("alerts_test.yml"));
        Set<String> anchors = all(HEADING, MonitoringFiles.read(MonitoringFiles.DEPLOY.resolve("README.md"))).stream()
                .map(MonitoringFilesTest::anchor)
                .collect(Collectors.toSet());
        assertThat(MonitoringFiles.alerts())
                .hasSize((int) ALERT.matcher(file).results().count())
                .allSatisfy(alert -> {
                    assertThat(alert.severity()).isIn("page", "ticket");
                    assertThat(alert.summary().split(" ")).hasSizeLessThanOrEqualTo(MOST_WORDS);
                    assertThat(anchors).contains(alert.anchor());
                    assertThat(tests).contains("{alertname=\"" + alert.name() + "\"}");
                });
    }

    /** As GitHub and others make them of headings. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    @Test
    void everyPanelSaysWhatItShowsAndAsksTheProvisionedSource() {
        String sources = MonitoringFiles.read(
                MonitoringFiles.DEPLOY.resolve(Path.of("grafana", "provisioning", "datasources", "prometheus.yaml")));
        List<Object> identities = new ArrayList<>();
        for (Path file : MonitoringFiles.dashboards()) {
            JsonNode dashboard = MonitoringFiles.json(file);
            identities.add(dashboard.path("uid").asText());
            assertThat(dashboard.path("panels")).isNotEmpty().allSatisfy(panel -> {
                assertThat(panel.path("description").asText()).isNotBlank();
                assertThat(panel.path("targets")).isNotEmpty();
                assertThat(sources)
                        .contains("uid: " + panel.path("datasource").path("uid").asText() + "\n");
            });
        }
        assertThat(identities).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void alertsFireWhenTheyShouldAndNotOtherwise() {
        assumePromtool();
        String tests = MonitoringFiles.PROMETHEUS.resolve("alerts_test.yml").toString();
        assertThat(Tool.run("promtool", "test", "rules", tests)).contains("SUCCESS");
    }

    @Test
    void prometheusTakesItsConfiguration() {
        assumePromtool();
        String file = MonitoringFiles.PROMETHEUS.resolve("prometheus.yml").toString();
        assertThat(Tool.run("promtool", "check", "config", file)).contains("1 rule files found");
    }

    @Test
    void prometheusUnderstandsEveryPanel() {
        assumePromtool();
        StringBuilder rules = new StringBuilder("groups:\n- name: panels\n  rules:\n");
        List<Expression> panels = MonitoringFiles.panels();
        for (int i = 0; i < panels.size(); i++) {
            rules.append("  - record: panel_")
                    .append(i)
                    .append("\n    expr: |-\n      ")
                    .append(panels.get(i).text())
                    .append('\n');
        }
        String file = Folders.file("panels-", rules.toString()).toString();
        assertThat(Tool.run("promtool", "check", "rules", file)).contains(panels.size() + " rules found");
    }

    private static void assumePromtool() {
        boolean isThere = Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> new File(folder, "promtool").canExecute());
        if (!"required".equals(System.getenv("METASTEP_PROMETHEUS"))) {
            assumeTrue(isThere, "promtool is not installed");
        }
        assertThat(isThere)
                .as("promtool is installed, as METASTEP_PROMETHEUS=required says")
                .isTrue();
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new HashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}

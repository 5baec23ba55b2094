package io.metastep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.RejectionReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README lists what the code measures. {@code -Dmetastep.readme=true} rewrites its table. */
class MetricCatalogueTest {
    private static final Path README = Path.of("README.md");
    private static final String HEAD = "| metric | meaning | what to do |\n|---|---|---|\n";

    @Test
    void namesFollowPrometheus() {
        assertThat(MetricCatalogue.ALL).allSatisfy(metric -> {
            assertThat(metric.name()).matches("metastep_[a-z_]+");
            assertThat(metric.name().endsWith("_total")).isEqualTo(metric.type() == OwnMetric.Type.COUNTER);
        });
    }

    @Test
    void namesOfTheFleetsDoToo() {
        assertThat(FleetMetric.values())
                .extracting(FleetMetric::metricName)
                .allMatch(name -> name.matches("metastep_fleet_[a-z_]+") && !name.endsWith("_total"));
    }

    @Test
    void everyReasonOfARejectionIsCounted() {
        Set<String> reasons = MetricCatalogue.ALL.stream()
                .filter(metric -> metric.name().equals("metastep_rejected_total"))
                .map(OwnMetric::reason)
                .collect(Collectors.toSet());
        assertThat(reasons).hasSize(RejectionReason.values().length);
    }

    @Test
    void theReadmeListsThem() throws IOException {
        String text = Files.readString(README);
        int from = text.indexOf(HEAD) + HEAD.length();
        int to = text.indexOf("\n\n", from - 1) + 1;
        if (Boolean.getBoolean("metastep.readme")) {
            Files.writeString(README, text.substring(0, from) + rows() + text.substring(to));
        } else {
            assertThat(text.substring(from, to)).isEqualTo(rows());
        }
    }

    private static String rows() {
        return Stream.concat(
                        MetricCatalogue.ALL.stream()
                                .map(metric -> row(
                                        metric.name(),
                                        metric.reason().isEmpty() ? "" : "reason",
                                        metric.meaning(),
                                        metric.action())),
                        Stream.of(FleetMetric.values())
                                .map(metric ->
                                        row(metric.metricName(), metric.label(), metric.meaning(), metric.action())))
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream()
                .collect(Collectors.joining());
    }

    private static String row(String name, String label, String meaning, String action) {
        String by = label.isEmpty() ? "" : ", by `" + label + "`";
        return "| `%s`%s | %s | %s |%n".formatted(name, by, meaning, action);
    }
}

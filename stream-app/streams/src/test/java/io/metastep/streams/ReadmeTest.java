package io.metastep.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.streams.core.Counters;
import io.metastep.streams.status.SkippedActivity;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private final String readme = Files.readString(Path.of("README.md"));

    ReadmeTest() throws IOException {}

    @Test
    void every_metric_is_in_the_table_with_its_meaning() {
        for (Counters.Event event : Counters.Event.values()) {
            String name = event.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-total";
            assertThat(readme).contains("| `" + name + "` | " + event.meaning() + " |");
        }
    }

    @Test
    void what_status_passes_over_is_a_metric_too() {
        assertThat(readme).contains("| `" + SkippedActivity.METRIC + "` | " + SkippedActivity.MEANING + " |");
    }

    @Test
    void every_setting_is_in_the_table() {
        assertThat(Arrays.stream(SettingsBuilder.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName)
                        .filter(name -> !name.equals("build")))
                .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
    }
}

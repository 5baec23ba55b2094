package io.metastep.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of settings is the catalogue's. {@code -Dmetastep.readme=true} rewrites it. */
class SettingsDocumentTest {
    private static final Path README = Path.of("README.md");

    @Test
    void theTableOfSettingsIsThatOfTheCode() throws IOException {
        String text = Files.readString(README);
        int from = text.indexOf("<!-- settings -->\n") + "<!-- settings -->\n".length();
        int to = text.indexOf("<!-- /settings -->");
        String expected = Arrays.stream(ClientSetting.values())
                .map(s -> "| `" + s.key() + "` | " + s.standard() + " | " + s.meaning() + " |\n")
                .collect(Collectors.joining("", "| setting | default | meaning |\n|---|---|---|\n", ""));
        if (Boolean.getBoolean("metastep.readme")) {
            Files.writeString(README, text.substring(0, from) + expected + text.substring(to));
        } else {
            assertThat(text.substring(from, to)).isEqualTo(expected);
        }
    }
}

package io.metastep.optimizees;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void theExampleOfATaskIsTheOneThatTestsRun() throws IOException {
        String example = Files.readString(Path.of("src/test/java/com/example/TwoClouds.java"));
        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "```\n");
    }
}

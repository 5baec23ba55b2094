package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code metastep pilot} with a task that a person copied from the README. */
class PilotIT {
    private static final Path README = Path.of("..", "stream-app", "optimizees", "README.md");
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(package com\\.example;.*?)```", Pattern.DOTALL);

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    Path folder;

    @Test
    void theExampleOfTheReadmeCompilesAndGetsARecommendation() throws IOException {
        Path report = folder.resolve("pilot.json");
        Child pilot = children.startWithClasses(
                compiledExample(),
                "pilot",
                "--class",
                "com.example.TwoClouds",
                "--steps",
                "40",
                "--seeds",
                "2",
                "--json",
                report.toString());
        assertThat(pilot.exitCode()).isZero();
        assertThat(pilot.output())
                .contains("two-clouds", "tuned baseline", "steps to the latter")
                .containsPattern("(?m)^(Use universal@|Try more|Keep )")
                .doesNotContain("NaN", "\tat ");
        JsonNode result = JsonMapper.builder().build().readTree(Files.readString(report));
        assertThat(result.get("task").asText()).isEqualTo("two-clouds");
        assertThat(result.get("members")).hasSize(2);
    }

    @Test
    void aClassThatNobodyBroughtIsMissed() {
        Child pilot = children.start("pilot", "--class", "com.example.TwoClouds");
        assertThat(pilot.exitCode()).isEqualTo(2);
        assertThat(pilot.output())
                .contains("--class: com.example.TwoClouds is not on the class path", "METASTEP_CLASS_PATH")
                .doesNotContain("\tat ");
    }

    private Path compiledExample() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(README));
        assertThat(example.find()).isTrue();
        Path source = Files.writeString(folder.resolve("TwoClouds.java"), example.group(1));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(code).isZero();
        return classes;
    }
}

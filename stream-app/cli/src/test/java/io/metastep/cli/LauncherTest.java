package io.metastep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script with a class path file, jars, java and mvn that are only stand-ins. */
class LauncherTest {

    private static final Path SCRIPT = Path.of("../../metastep");
    private static final String TELL = "#!/bin/sh\necho \"java: $@\"\n";

    private final Path temporary;
    private final Path root;

    LauncherTest(@TempDir Path temporary) {
        this.temporary = temporary;
        root = temporary.resolve("a clone");
    }

    @BeforeEach
    void makeAClone() throws IOException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/env")) && Files.isRegularFile(SCRIPT),
                "needs the script and bash");
        Files.createDirectories(root);
        Files.copy(SCRIPT, root.resolve("metastep"));
        executable(root.resolve("metastep"));
        write(root.resolve("pom.xml"), "");
        write(root.resolve("schemas/src/main/avro/a.avsc"), "");
        write(root.resolve("stream-app/cli/src/main/java/A.java"), "");
        write(root.resolve("stream-app/cli/target/metastep-cli-1.jar"), "");
        write(
                root.resolve("stream-app/cli/target/launcher/classpath"),
                root + "/stream-app/cli/target/metastep-cli-1.jar");
        script("jdk/bin/java", TELL);
        script("jdk/bin/javac", "");
        write(temporary.resolve("jdk/release"), "JAVA_VERSION=\"17.0.15\"\n");
        script(
                "maven/mvn",
                "#!/bin/sh\n[ \"$1\" = -version ] && echo 'Apache Maven 3.8.7' && exit\necho \"mvn: $@\" >> "
                        + temporary + "/mvn.log\n");
    }

    @Test
    void itStartsWhatIsBuiltFromAnyFolderThroughALinkWithSpaces() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("a link"), root.resolve("metastep"));
        Outcome outcome = run(link, Map.of(), "demo", "--jobs", "two words");
        assertThat(outcome.code).isZero();
        assertThat(outcome.text)
                .contains("--add-modules=jdk.incubator.vector")
                .contains(root + "/stream-app/cli/target/metastep-cli-1.jar")
                .endsWith("io.metastep.cli.Metastep demo --jobs two words\n");
        assertThat(temporary.resolve("mvn.log")).doesNotExist();
    }

    @Test
    void classesOfYourOwnComeAfterOurs() throws Exception {
        Outcome outcome =
                run(root.resolve("metastep"), Map.of("METASTEP_CLASS_PATH", "/my/own.jar:/my classes"), "pilot");
        assertThat(outcome.text)
                .contains("-cp " + root + "/stream-app/cli/target/metastep-cli-1.jar:")
                .contains("metastep-cli-1.jar:/my/own.jar:/my classes io.metastep.cli.Metastep pilot");
        assertThat(run(root.resolve("metastep"), Map.of("METASTEP_CLASS_PATH", ""), "pilot").text)
                .contains("metastep-cli-1.jar io.metastep.cli.Metastep pilot");
    }

    @Test
    void whereAListOfJarsLiesBesideItTheseAreStartedAndNothingIsBuilt() throws Exception {
        write(root.resolve("class-path"), "app/metastep-cli-1.jar:lib/kafka.jar");
        Files.delete(root.resolve("stream-app/cli/target/launcher/classpath"));
        Outcome outcome = run(root.resolve("metastep"), Map.of("TMPDIR", "/a tmp"), "serve");
        assertThat(outcome.text)
                .contains("-Djava.library.path=" + root + "/native ")
                .contains("-Dorg.bytedeco.javacpp.cachedir=/a tmp/metastep-javacpp ")
                .endsWith("-cp " + root + "/app/metastep-cli-1.jar:" + root
                        + "/lib/kafka.jar io.metastep.cli.Metastep serve\n");
        assertThat(temporary.resolve("mvn.log")).doesNotExist();
    }

    @Test
    void itBuildsWhenASourceIsNewer() throws Exception {
        Files.setLastModifiedTime(root.resolve("stream-app/cli/target/launcher/classpath"), FileTime.fromMillis(0));
        Outcome outcome = run(root.resolve("metastep"), Map.of(), "--version");
        assertThat(outcome.code).isZero();
        assertThat(outcome.text).contains("metastep: building with Maven (sources changed");
        assertThat(Files.readString(temporary.resolve("mvn.log"))).contains("-pl stream-app/cli -am package");
        assertThat(run(root.resolve("metastep"), Map.of(), "--version").text).doesNotContain("building");
    }

    @Test
    void itBuildsOnFirstUseUnlessToldNotTo() throws Exception {
        Files.delete(root.resolve("stream-app/cli/target/metastep-cli-1.jar"));
        Outcome outcome = run(root.resolve("metastep"), Map.of("METASTEP_NO_BUILD", "1"), "--version");
        assertThat(outcome.text).doesNotContain("building");
        assertThat(run(root.resolve("metastep"), Map.of(), "--version").text)
                .contains("parts of the last build are gone");
    }

    @Test
    void aFailedBuildShowsItsErrorsAndStartsNothing() throws Exception {
        script(
                "maven/mvn",
                "#!/bin/sh\n[ \"$1\" = -version ] && echo 'Apache Maven 3.9.1' && exit\necho '[ERROR] no such thing'; exit 1\n");
        Files.delete(root.resolve("stream-app/cli/target/launcher/classpath"));
        Outcome outcome = run(root.resolve("metastep"), Map.of(), "--version");
        assertThat(outcome.code).isEqualTo(1);
        assertThat(outcome.text)
                .contains("[ERROR] no such thing")
                .contains("the build failed")
                .doesNotContain("java:");
    }

    @Test
    void anOldJavaIsRefused() throws Exception {
        write(temporary.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
        Outcome outcome = run(root.resolve("metastep"), Map.of(), "--version");
        assertThat(outcome.code).isEqualTo(1);
        assertThat(outcome.text).contains("is version 11; Metastep needs 17 or newer");
    }

    @Test
    void anOldMavenIsRefused() throws Exception {
        script("maven/mvn", "#!/bin/sh\necho 'Apache Maven 3.6.3'\n");
        Files.delete(root.resolve("stream-app/cli/target/launcher/classpath"));
        Outcome outcome = run(root.resolve("metastep"), Map.of(), "--version");
        assertThat(outcome.code).isEqualTo(1);
        assertThat(outcome.text).contains("building needs Maven 3.8 or newer").contains("3.6");
    }

    @Test
    void aJavaHomeWithoutJavaIsReported() throws Exception {
        Outcome outcome = run(root.resolve("metastep"), Map.of("JAVA_HOME", "/nowhere"), "--version");
        assertThat(outcome.code).isEqualTo(1);
        assertThat(outcome.text).contains("JAVA_HOME is /nowhere, but there is no bin/java in it");
    }

    private record Outcome(int code, String text) {}

    private Outcome run(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(launcher.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", temporary.resolve("jdk").toString());
        builder.environment().put("PATH", temporary.resolve("maven") + ":/usr/bin:/bin");
        builder.environment()
                .keySet()
                .removeAll(List.of("METASTEP_NO_BUILD", "METASTEP_JAVA_OPTS", "METASTEP_CLASS_PATH"));
        builder.environment().putAll(environment);
        Process process =
                builder.directory(temporary.toFile()).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), text);
    }

    private void script(String name, String content) throws IOException {
        Path file = temporary.resolve(name);
        write(file, content);
        executable(file);
    }

    private static void write(Path file, String content) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, content);
    }

    private static void executable(Path file) {
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}

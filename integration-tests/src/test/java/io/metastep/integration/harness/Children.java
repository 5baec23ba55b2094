package io.metastep.integration.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The child JVMs of one test, each running the command line with the class path that the launcher gives it. Ends what is
 * left of them after the test, and shows their output if the test failed.
 */
public final class Children implements AfterEachCallback {
    /** For a command that is over before the optimizing compiler pays. */
    public static final String BRIEF = "-XX:TieredStopAtLevel=1";

    private static final String MAIN = "io.metastep.cli.Metastep";

    private final List<Child> children = new ArrayList<>();

    /** Starts {@code metastep arguments...}. */
    public Child start(String... arguments) {
        return startIn(Path.of("target"), arguments);
    }

    /** Starts {@code metastep arguments...} in that working folder. */
    public Child startIn(Path folder, String... arguments) {
        return start(folder, classPath(), arguments);
    }

    /** Starts {@code metastep arguments...} with classes of somebody's own, as the launcher does. */
    public Child startWithClasses(Path classes, String... arguments) {
        return start(Path.of("target"), classPath() + File.pathSeparator + classes, arguments);
    }

    /** Starts {@code metastep arguments...}, which waits for its brokers as long as tests wait for anything. */
    public Child startPatiently(String... arguments) {
        return startPatiently(List.of(), arguments);
    }

    /** The same with further options of the JVM. */
    public Child startPatiently(List<String> options, String... arguments) {
        Map<String, String> environment = Map.of("METASTEP_BROKER_WAIT", Long.toString(Await.PATIENCE.toSeconds()));
        return start(
                Path.of("target"),
                command(options, classPath(), arguments),
                environment,
                "metastep " + String.join(" ", arguments));
    }

    /** Starts a main class of the tests with further options of the JVM. */
    public Child startMain(Class<?> main, List<String> options, String... arguments) {
        List<String> command = Stream.of(
                        Stream.of(java()),
                        options.stream(),
                        Stream.of("-cp", System.getProperty("java.class.path"), main.getName()),
                        Stream.of(arguments))
                .flatMap(parts -> parts)
                .toList();
        return start(Path.of("target"), command, main.getSimpleName() + " " + String.join(" ", arguments));
    }

    private Child start(Path folder, String classPath, String... arguments) {
        return start(folder, command(List.of(), classPath, arguments), "metastep " + String.join(" ", arguments));
    }

    private Child start(Path folder, List<String> command, String title) {
        return start(folder, command, Map.of(), title);
    }

    private Child start(Path folder, List<String> command, Map<String, String> environment, String title) {
        try {
            Path output =
                    Files.createTempFile(Files.createDirectories(Path.of("target", "children")), "child-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            Child child = new Child(title, process, output);
            children.add(child);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            System.err.println(reports());
        }
        end();
    }

    /** Ends what is left of them, the last one first. */
    public void end() {
        for (int i = children.size() - 1; i >= 0; i--) {
            children.get(i).end();
        }
        children.clear();
    }

    /** What they printed. */
    public String reports() {
        return children.stream().map(Child::report).collect(Collectors.joining("\n"));
    }

    private static List<String> command(List<String> options, String classPath, String... arguments) {
        return Stream.of(
                        Stream.of(java(), "--add-modules=jdk.incubator.vector", "-Xmx1g"),
                        options.stream(),
                        Stream.of("-cp", classPath, MAIN),
                        Stream.of(arguments))
                .flatMap(parts -> parts)
                .toList();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** This JVM's class path without the tests. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}

package io.metastep.integration.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs scenarios and writes down what became of them, in {@code target/faults.md}. Thread-safe. */
final class ResultTable {
    private static final Path FILE = Path.of("target", "faults.md");

    private final List<String> rows = Collections.synchronizedList(new ArrayList<>());

    void run(Scenario scenario) {
        long begin = System.nanoTime();
        String evidence = "did not strike";
        String result = "broken";
        Arena arena = new Arena(scenario, Brokers.cluster());
        try (arena) {
            evidence = scenario.fault().strike(arena);
            Guarantees.check(arena.settle());
            result = "kept";
        } catch (Throwable e) {
            System.err.println(arena.reports());
            throw new AssertionError(scenario + "\nAgain: " + scenario.again() + "\n" + e, e);
        } finally {
            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            rows.add("| %s | %s | %s | %d |".formatted(scenario, evidence, result, seconds));
        }
    }

    void write() {
        List<String> lines = new ArrayList<>();
        lines.add("| scenario | evidence | guarantees | seconds |");
        lines.add("|---|---|---|---|");
        rows.stream().sorted().forEach(lines::add);
        try {
            Files.write(FILE, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.metastep.integration.faults;

import io.metastep.integration.harness.BrokerProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs scenarios and writes down what became of them, in {@code target/faults.md}. Thread-safe. */
final class ResultTable {
    private static final Path FILE = Path.of("target", "faults.md");

    private final Brokers brokers = new Brokers();
    private final List<String> rows = Collections.synchronizedList(new ArrayList<>());

    void run(Scenario scenario) {
        long begin = System.nanoTime();
        String evidence = "did not strike";
        String result = "broken";
        Stage stage = scenario.fault().stage();
        BrokerProcesses lent = brokers.take(stage);
        Arena arena = new Arena(scenario, lent);
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
            write();
            release(stage, lent, result.equals("kept"));
        }
    }

    /** Others may use brokers that are well. */
    private void release(Stage stage, @Nullable BrokerProcesses lent, boolean isWell) {
        if (lent != null && isWell) {
            brokers.giveBack(stage, lent);
        } else if (lent != null) {
            lent.close();
        }
    }

    /** Ends the brokers. */
    void close() {
        brokers.close();
    }

    private synchronized void write() {
        List<String> lines = new ArrayList<>();
        lines.add("| scenario | evidence | guarantees | seconds |");
        lines.add("|---|---|---|---|");
        rows.stream().sorted().forEach(lines::add);
        Selection.senseless().forEach(lines::add);
        try {
            Files.write(FILE, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

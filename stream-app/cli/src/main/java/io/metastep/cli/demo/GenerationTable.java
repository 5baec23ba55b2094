package io.metastep.cli.demo;

import io.metastep.cli.demo.Generation.Outcome;
import io.metastep.cli.terminal.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Generations as lines of text. Columns have fixed widths, because lines are printed while later ones are not known: a generation, when
 * its last job ended, with which versions its jobs ended; and for each task the loss, that of the best rival on each
 * job's problem, and the ratio.
 */
final class GenerationTable {

    private static final int SUMMARY_ROWS = 12;
    private static final String MANY_VERSIONS = "@1000..1000";
    private static final String TASK = "  %10s  %10s  %7s";
    private static final int TASK_WIDTH = 31;

    private final String family;
    private final String front;

    GenerationTable(String family) {
        this.family = family;
        front = "%10s  %9s  %-" + (family.length() + MANY_VERSIONS.length()) + "s";
    }

    /** The titles, for tasks in this order. */
    List<String> header(List<String> tasks) {
        StringBuilder names = new StringBuilder(front.formatted("", "", ""));
        StringBuilder titles = new StringBuilder(front.formatted("generation", "time", "version"));
        for (String task : tasks) {
            names.append("  ").append(centred(task));
            titles.append(TASK.formatted("learned", "best rival", "ratio"));
        }
        return List.of(names.toString().stripTrailing(), titles.toString(), "─".repeat(titles.length()));
    }

    private static String centred(String task) {
        String shown = task.length() > TASK_WIDTH ? task.substring(0, TASK_WIDTH - 1) + "…" : task;
        int left = (TASK_WIDTH - shown.length()) / 2;
        return " ".repeat(left) + shown + " ".repeat(TASK_WIDTH - shown.length() - left);
    }

    /** One generation. */
    String row(Generation generation) {
        StringBuilder row = new StringBuilder(front.formatted(
                generation.number() == 0 ? "start" : Integer.toString(generation.number()),
                Numbers.time(Duration.ofMillis((long) (1_000 * generation.seconds()))),
                versions(generation)));
        generation.outcomes().forEach(outcome -> row.append(cells(outcome)));
        return row.toString();
    }

    private String versions(Generation generation) {
        String oldest = family + "@" + generation.oldestVersion();
        return generation.oldestVersion() == generation.newestVersion()
                ? oldest
                : oldest + ".." + generation.newestVersion();
    }

    private static String cells(Outcome outcome) {
        return TASK.formatted(
                Numbers.loss(DemoReport.orInfinite(outcome.loss())),
                Numbers.loss(DemoReport.orInfinite(outcome.best())),
                ratio(outcome.getRatio()));
    }

    /** {@code 0.84x}, {@code 358x}, {@code 4e+08x}. */
    static String ratio(double ratio) {
        if (!Double.isFinite(ratio)) {
            return "inf";
        }
        return String.format(Locale.ROOT, ratio < 10 ? "%.2fx" : ratio < 100_000 ? "%.0fx" : "%.0ex", ratio);
    }

    /** A dozen of them, the first and the last among them. */
    List<String> summary(List<Generation> generations) {
        List<String> lines = new ArrayList<>();
        for (int index : indices(generations.size())) {
            lines.add(row(generations.get(index)));
        }
        return lines;
    }

    /** Nearer to each other at the start, where more happens. */
    private static Set<Integer> indices(int size) {
        Set<Integer> indices = new TreeSet<>();
        for (int i = 0; i < SUMMARY_ROWS && size > 0; i++) {
            double share = (double) i / (SUMMARY_ROWS - 1);
            indices.add((int) Math.round((size - 1) * share * share));
        }
        return indices;
    }
}

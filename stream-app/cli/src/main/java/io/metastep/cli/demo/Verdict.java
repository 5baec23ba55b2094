package io.metastep.cli.demo;

import io.metastep.cli.demo.DemoReport.JobReport;
import io.metastep.cli.terminal.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who won, in sentences. */
final class Verdict {

    static final String LEARNED = "learned";

    private final DemoReport report;

    Verdict(DemoReport report) {
        this.report = report;
    }

    /** Whether the pipeline did what it promises: every update once, nothing rejected. */
    boolean isComplete() {
        return delivery().isComplete();
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        jobsByFamily().forEach((family, jobs) -> sentences.add(winners(family, jobs)));
        sentences.add(delivery().sentence());
        sentences.add(guard());
        return sentences;
    }

    private Map<String, List<JobReport>> jobsByFamily() {
        return report.jobs().stream()
                .collect(Collectors.groupingBy(
                        job -> PlannedJob.isQuadratic(job.task()) ? "Quadratics" : "Perceptrons",
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private static String winners(String family, List<JobReport> jobs) {
        Map<String, Long> wins = jobs.stream()
                .collect(Collectors.groupingBy(JobReport::winner, LinkedHashMap::new, Collectors.counting()));
        long learned = wins.getOrDefault(LEARNED, 0L);
        String others = wins.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(LEARNED))
                .map(entry -> name(entry.getKey()) + " of " + entry.getValue())
                .collect(Collectors.joining(", "));
        return "%s: the learned optimizer has the lowest final loss of %d of %d jobs%s."
                .formatted(family, learned, jobs.size(), others.isEmpty() ? "" : ", " + others);
    }

    private String guard() {
        List<JobReport> guarded =
                report.jobs().stream().filter(JobReport::isGuarded).toList();
        long steps = guarded.stream().mapToLong(JobReport::fallbackSteps).sum();
        return guarded.isEmpty()
                ? "The guard had nothing to do: every step is the learned optimizer's."
                : "The guard stepped in on %d of %d jobs: %s steps are the fallback's (Adam)."
                        .formatted(guarded.size(), report.jobs().size(), Numbers.count(steps));
    }

    private Delivery delivery() {
        return new Delivery(
                report.jobs().stream().mapToLong(JobReport::updatesExpected).sum(),
                report.jobs().stream().mapToLong(JobReport::updatesApplied).sum(),
                report.rejected());
    }

    static String name(String winner) {
        return Arrays.stream(Rival.values())
                .filter(rival -> rival.key().equals(winner))
                .map(Rival::title)
                .findFirst()
                .orElse(winner);
    }
}

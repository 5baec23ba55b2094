package io.metastep.cli.demo;

import io.metastep.cli.demo.Generation.Outcome;
import io.metastep.cli.terminal.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What learning brought, in sentences. */
final class LearningVerdict {

    private final LearningReport report;

    LearningVerdict(LearningReport report) {
        this.report = report;
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        tasks().forEach(task -> sentences.add(progress(task)));
        sentences.add(learning());
        sentences.add(report.delivery().sentence());
        if (report.fallbackSteps() > 0) {
            sentences.add("The guard stepped in: %s steps are the fallback's (Adam)."
                    .formatted(Numbers.count(report.fallbackSteps())));
        }
        return sentences;
    }

    private List<String> tasks() {
        return report.generations().stream()
                .flatMap(generation -> generation.outcomes().stream())
                .map(Outcome::task)
                .distinct()
                .toList();
    }

    /** A generation's outcome on the task in question. */
    private record Stage(Generation generation, Outcome outcome) {
        double ratio() {
            return outcome.getRatio();
        }

        String when() {
            return "generation %d (%s)".formatted(generation.number(), Numbers.time(Duration.ofMillis((long)
                    (1_000 * generation.seconds()))));
        }
    }

    private List<Stage> stages(String task) {
        return report.generations().stream()
                .flatMap(generation -> generation.outcomes().stream()
                        .filter(outcome -> outcome.task().equals(task))
                        .map(outcome -> new Stage(generation, outcome)))
                .toList();
    }

    private String progress(String task) {
        List<Stage> stages = stages(task);
        Stage first = stages.get(0);
        Stage last = stages.get(stages.size() - 1);
        Stage best =
                stages.stream().min(Comparator.comparingDouble(Stage::ratio)).orElse(last);
        return "%s: %s of the best rival's loss at the start, %s in the end; the best was %s in %s.%s%s"
                .formatted(
                        task,
                        GenerationTable.ratio(first.ratio()),
                        GenerationTable.ratio(last.ratio()),
                        GenerationTable.ratio(best.ratio()),
                        best.when(),
                        ahead(stages),
                        relapse(stages));
    }

    private static String ahead(List<Stage> stages) {
        Optional<Stage> ahead =
                stages.stream().filter(stage -> stage.ratio() < 1).findFirst();
        return ahead.map(stage -> " Ahead of it first in " + stage.when() + ".").orElse(" It was never ahead.");
    }

    /** How much worse a generation was than the best one before it, at most. */
    private static String relapse(List<Stage> stages) {
        double best = Double.POSITIVE_INFINITY;
        double worst = 0;
        Optional<Stage> when = Optional.empty();
        for (Stage stage : stages) {
            double relapse = stage.ratio() / best;
            if (relapse > Math.max(1, worst)) {
                worst = relapse;
                when = Optional.of(stage);
            }
            best = stage.ratio() < best ? stage.ratio() : best; // unlike the minimum if it is not a number
        }
        double most = worst;
        return when.map(stage -> " Worst relapse: %s of the best before, in %s."
                        .formatted(GenerationTable.ratio(most), stage.when()))
                .orElse(" No generation was worse than one before it.");
    }

    private String learning() {
        return "Learned in %s meta-steps from %s segments of %s live jobs, and to %.0f %% from jobs in process; %d versions after the first, %d withheld."
                .formatted(
                        Numbers.count(report.metaSteps()),
                        Numbers.count(report.counters().getOrDefault("segments.used", 0L)),
                        Numbers.count(report.jobs()),
                        100 * report.rolloutShare(),
                        report.versions().size(),
                        report.counters().getOrDefault("versions.withheld", 0L));
    }
}

package io.metastep.cli.evaluation;

import io.metastep.metalearner.evaluation.TaskResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Losses that others have published, or that their published meta-parameters reach, for the tasks of this evaluation.
 *
 * @param task id of the task, without the steps of a long run
 * @param name what the legend calls it
 * @param losses by step
 * @param source where they come from, and what is different there
 */
record Published(String task, String name, TreeMap<Integer, Double> losses, String source) {
    private static final String PAPER = "Andrychowicz et al. 2016";
    private static final String RUN_BY_US =
            "meta-parameters published by the authors, run by the makers of this program on all 60,000 training images";
    private static final String FIGURE =
            "read from a figure of the paper, whose protocol differs, so only the order of magnitude compares";

    private static final List<Published> ALL = List.of(
            of("mnist-sigmoid-20", PAPER, Map.of(100, 0.25, 200, 0.22, 2_000, 0.79), RUN_BY_US),
            of("mnist-sigmoid-20", "Lv et al. 2017", Map.of(100, 0.48, 200, 0.31, 2_000, 0.13), RUN_BY_US),
            of("mnist-relu-20", PAPER, Map.of(100, 0.62, 200, 0.62), RUN_BY_US),
            of("mnist-relu-20", "Lv et al. 2017", Map.of(100, 0.35, 200, 0.28), RUN_BY_US),
            of("mnist-sigmoid-20x20", PAPER, Map.of(100, 0.33), FIGURE),
            of("mnist-sigmoid-20x20", "best baseline of 2016", Map.of(100, 0.70), FIGURE),
            of("mnist-sigmoid-40", PAPER, Map.of(100, 0.19), FIGURE),
            of("mnist-sigmoid-40", "best baseline of 2016", Map.of(100, 0.31), FIGURE));

    private static Published of(String task, String name, Map<Integer, Double> losses, String source) {
        return new Published(task, name, new TreeMap<>(losses), source);
    }

    /** What is known for a task, at steps that it comes to. */
    static List<Published> of(TaskResult task) {
        int last = task.horizons().get(task.horizons().size() - 1);
        return ALL.stream()
                .filter(known -> task.task().equals(known.task) || task.task().matches(known.task + "-\\d+"))
                .map(known -> new Published(
                        known.task, known.name, new TreeMap<>(known.losses.headMap(last, true)), known.source))
                .filter(known -> !known.losses.isEmpty())
                .toList();
    }

    /** Its sources, each once. */
    static List<String> sources(List<Published> published) {
        return published.stream().map(Published::source).distinct().toList();
    }

    Stream<Map.Entry<Integer, Double>> points() {
        return losses.entrySet().stream();
    }
}

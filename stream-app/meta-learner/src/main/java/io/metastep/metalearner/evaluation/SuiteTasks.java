package io.metastep.metalearner.evaluation;

import io.metastep.optimizees.ImagePart;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Makes the tasks of a suite. */
final class SuiteTasks {
    private static final int PROBLEMS_PER_MEMBER = 1_000;
    private static final int QUADRATIC_HORIZON = 100;
    private static final List<Integer> QUADRATIC_CURVE =
            List.of(1, 2, 3, 5, 7, 10, 14, 20, 30, 40, 50, 60, 70, 80, 90, 100, 120, 140, 160, 180, 200);
    private static final List<Integer> QUICK_CURVE = List.of(1, 10, 30, 60, 100, 150, 200, 500, 1_000);
    private static final List<Integer> CURVE = List.of(
            1, 5, 10, 20, 30, 50, 70, 100, 130, 160, 200, 300, 500, 700, 1_000, 1_400, 2_000, 3_000, 5_000, 7_000);

    private final String suite;
    private final TaskCatalogue catalogue;
    private final boolean onMnist;
    private final Effort effort;

    SuiteTasks(String suite, TaskCatalogue catalogue, boolean onMnist, Effort effort) {
        this.suite = suite;
        this.catalogue = catalogue;
        this.onMnist = onMnist;
        this.effort = effort;
    }

    boolean isQuick() {
        return effort.quick();
    }

    /** 10,000 common problems in 10 members; the number of seeds does not change them. */
    EvaluationTask quadratics() {
        return new EvaluationTask(
                suite,
                "quadratic",
                "Random quadratics, 10 dimensions",
                catalogue.parse("quadratic:problems=" + PROBLEMS_PER_MEMBER),
                Optional.empty(),
                List.of(QUADRATIC_HORIZON),
                QUADRATIC_CURVE,
                effort.choose(4, 10),
                effort.choose(1, 4));
    }

    EvaluationTask perceptron(String widths, String activation, List<Integer> horizons) {
        String name = activation + "-" + widths;
        return perceptron(name, title(widths, activation), widths, activation, horizons, effort.seeds());
    }

    /** The paper's net, trained for long. */
    EvaluationTask longRun(int steps) {
        String title = String.format(Locale.ROOT, "%s, %,d steps", title("20", "sigmoid"), steps);
        int seeds = effort.choose(Math.min(effort.seeds(), 3), effort.seeds());
        return perceptron("sigmoid-20-" + steps, title, "20", "sigmoid", List.of(steps), seeds);
    }

    private EvaluationTask perceptron(
            String name, String title, String widths, String activation, List<Integer> horizons, int seeds) {
        return new EvaluationTask(
                suite,
                (onMnist ? "mnist-" : "digits-") + name,
                title,
                task(widths, activation, ImagePart.EVALUATION),
                Optional.of(task(widths, activation, ImagePart.TEST)),
                horizons,
                curve(horizons),
                seeds,
                effort.choose(1, suite.equals("long") ? 1 : 3));
    }

    private Task task(String widths, String activation, ImagePart images) {
        return catalogue.parse("%s-mlp:widths=%s,activation=%s,images=%s"
                .formatted(onMnist ? "mnist" : "digits", widths, activation, images));
    }

    private List<Integer> curve(List<Integer> horizons) {
        int end = horizons.get(horizons.size() - 1);
        Stream<Integer> usual = effort.choose(QUICK_CURVE, CURVE).stream().filter(step -> step < end);
        return List.copyOf(new TreeSet<>(Stream.concat(usual, horizons.stream()).toList()));
    }

    private String title(String widths, String activation) {
        String units = activation.equals("relu") ? "ReLU" : activation;
        String layers = widths.contains("x") ? widths.replaceFirst("(\\d+)x\\d+", "2 layers of $1") : widths;
        return String.format(Locale.ROOT, "%s, %s %s units", onMnist ? "MNIST" : "Drawn digits", layers, units);
    }
}

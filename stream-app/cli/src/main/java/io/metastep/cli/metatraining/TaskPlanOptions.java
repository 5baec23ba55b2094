package io.metastep.cli.metatraining;

import io.metastep.cli.Problems;
import io.metastep.metalearner.ValidationTask;
import io.metastep.metalearner.Workload;
import io.metastep.optimizees.TaskCatalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is trained on and judged by. Without options, but with MNIST, it is what the shipped default was learned from. */
final class TaskPlanOptions {

    static final String HEADING = "%nTasks to learn from:%n";

    private static final String QUADRATICS = "quadratic:problems=64/jobs=6/steps=20..120";
    private static final String SIGMOID =
            "mlp:widths=20|10,activation=sigmoid,images=meta-training/jobs=3/steps=20..300/rescaling=3";
    private static final String RELU =
            "mlp:widths=20|10|16x16,activation=relu|relu|elu,images=meta-training/jobs=4/steps=20..200/rescaling=3";
    private static final String SMALL_IMAGES =
            "mlp:pool=2,widths=20|10|12x12|16x16,activation=sigmoid|sigmoid|relu,images=meta-training"
                    + "/jobs=3/steps=20..300/rescaling=3";
    private static final String TWO_LAYERS_SMALL_IMAGES =
            "mlp:pool=2,widths=12x12|16x16,activation=sigmoid,images=meta-training/jobs=4/steps=60..160/rescaling=3";
    private static final String TWO_LAYERS =
            "mlp:widths=12x12|16x16,activation=sigmoid,images=meta-training/jobs=4/steps=60..160/rescaling=3";
    private static final String LONG =
            "mlp:widths=20|16x16,activation=sigmoid|relu,images=meta-training/jobs=1/steps=300..2000/rescaling=3";

    private static final String JUDGE_QUADRATICS = "quadratic:problems=1000/steps=100";
    private static final String JUDGE_SIGMOID = "mlp:images=meta-training/steps=100,200,1000";
    private static final String JUDGE_TWO_LAYERS = "mlp:widths=16x16,images=meta-training/steps=100/seeds=2";
    private static final String JUDGE_RELU = "mlp:activation=relu,images=meta-training/steps=100,200/seeds=2";

    private static final List<String> WORKLOADS =
            List.of(QUADRATICS, SIGMOID, RELU, SMALL_IMAGES, TWO_LAYERS_SMALL_IMAGES, TWO_LAYERS, LONG);
    private static final List<String> VALIDATIONS =
            List.of(JUDGE_QUADRATICS, JUDGE_SIGMOID, JUDGE_TWO_LAYERS, JUDGE_RELU);

    // Defaults in code: picocli would need a separator to split them at, and plans contain all of the usual ones.
    @Option(
            names = "--workload",
            paramLabel = "PLAN",
            description = {
                "Train on this; repeatable. PLAN is TASK with settings after slashes: jobs side by side (4), steps of a job"
                        + " FROM..TO (20..120), rescaling of parameters by up to e^R (0). Default:",
                "  " + QUADRATICS,
                "  " + SIGMOID,
                "  " + RELU,
                "  " + SMALL_IMAGES,
                "  " + TWO_LAYERS_SMALL_IMAGES,
                "  " + TWO_LAYERS,
                "  " + LONG
            })
    private List<String> workloads = List.of();

    @Option(
            names = "--validate",
            paramLabel = "PLAN",
            description = {
                "Judge versions by this; repeatable, the best on all of them is kept. PLAN is TASK with settings: steps after"
                        + " which the loss is taken (100), seeds (1). Default:",
                "  " + JUDGE_QUADRATICS,
                "  " + JUDGE_SIGMOID,
                "  " + JUDGE_TWO_LAYERS,
                "  " + JUDGE_RELU
            })
    private List<String> validations = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that holds MNIST, in it or in DIR/mnist; for mnist-mlp and mlp.")
    private @Nullable Path data;

    /** One catalogue for all, so that images are loaded once. */
    private @Nullable TaskCatalogue catalogue;

    List<Workload> workloads(Problems problems) {
        List<String> texts = workloads.isEmpty() ? WORKLOADS : workloads;
        return all("--workload", texts, text -> Plan.workload(text, catalogue()), problems);
    }

    List<ValidationTask> validations(Problems problems) {
        List<String> texts = validations.isEmpty() ? VALIDATIONS : validations;
        return all("--validate", texts, text -> Plan.validation(text, catalogue()), problems);
    }

    private static <T> List<T> all(String option, List<String> texts, Function<String, T> parse, Problems problems) {
        return texts.stream()
                .map(text -> problems.check(option, () -> parse.apply(text)))
                .flatMap(Optional::stream)
                .toList();
    }

    private TaskCatalogue catalogue() {
        if (catalogue == null) {
            catalogue = new TaskCatalogue(Optional.ofNullable(data));
        }
        return catalogue;
    }
}

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

/** What is trained on and judged by. Without options it is what the shipped optimizer was learned from. */
final class TaskPlanOptions {

    static final String HEADING = "%nTasks to learn from:%n";

    private static final String LEARN_QUADRATICS = "quadratic:problems=64/jobs=4/steps=20..120";
    private static final String LEARN_SIGMOID = "digits-mlp/jobs=2/steps=20..200/rescaling=3";
    private static final String LEARN_RELU = "digits-mlp:activation=relu/jobs=2/steps=20..200/rescaling=3";
    private static final String LEARN_ELU = "digits-mlp:activation=elu,pool=2/jobs=1/steps=20..200/rescaling=3";

    private static final String JUDGE_QUADRATICS = "quadratic:problems=1000/steps=50,100,150";
    private static final String JUDGE_SIGMOID = "digits-mlp/steps=200";
    private static final String JUDGE_RELU = "digits-mlp:activation=relu/steps=200";

    // Defaults in code: picocli would need a separator to split them at, and plans contain all of the usual ones.
    @Option(
            names = "--workload",
            paramLabel = "PLAN",
            description = {
                "Train on this; repeatable. PLAN is TASK with settings after slashes: jobs side by side (4), steps of a job"
                        + " FROM..TO (20..120), rescaling of parameters by up to e^R (0). Default:",
                "  " + LEARN_QUADRATICS,
                "  " + LEARN_SIGMOID,
                "  " + LEARN_RELU,
                "  " + LEARN_ELU
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
        List<String> texts =
                workloads.isEmpty() ? List.of(LEARN_QUADRATICS, LEARN_SIGMOID, LEARN_RELU, LEARN_ELU) : workloads;
        return all("--workload", texts, text -> Plan.workload(text, catalogue()), problems);
    }

    List<ValidationTask> validations(Problems problems) {
        List<String> texts = validations.isEmpty() ? List.of(JUDGE_QUADRATICS, JUDGE_SIGMOID, JUDGE_RELU) : validations;
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

package io.metastep.cli.learn;

import io.metastep.cli.Problems;
import io.metastep.cli.metatraining.Plan;
import io.metastep.metalearner.Workload;
import io.metastep.metalearner.online.RolloutPlan;
import io.metastep.optimizees.TaskCatalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Jobs in process beside the live ones. */
final class RolloutOptions {

    static final String HEADING =
            "%nJobs in process beside the live ones, with random scales and signs of coordinates:%n";

    private static final String QUADRATICS = "quadratic:problems=32/jobs=4/steps=20..120/rescaling=1";
    private static final String SIGMOID = "digits-mlp:pool=2/jobs=2/steps=20..200/rescaling=3";
    private static final String RELU = "digits-mlp:activation=relu,pool=2/jobs=2/steps=20..200/rescaling=3";

    @Option(
            names = "--rollout-share",
            paramLabel = "SHARE",
            defaultValue = "0.25",
            description = "Their part of each meta-step, 0 (none) to below 1 (default: ${DEFAULT-VALUE}).")
    private double share;

    // Defaults in code: picocli would need a separator to split them at, and plans contain all of the usual ones.
    @Option(
            names = "--workload",
            paramLabel = "PLAN",
            description = {
                "What they train, as in meta-train; repeatable. Default:",
                "  " + QUADRATICS,
                "  " + SIGMOID,
                "  " + RELU
            })
    private List<String> workloads = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that holds MNIST, in it or in DIR/mnist; for mnist-mlp and mlp.")
    private @Nullable Path data;

    @Option(
            names = "--unroll",
            paramLabel = "N",
            defaultValue = "20",
            description = "Their updates that are differentiated at once (default: ${DEFAULT-VALUE}).")
    private int unroll;

    @Option(
            names = "--tail",
            paramLabel = "N",
            defaultValue = "5",
            description = "Further gradients, only to give credit to those updates (default: ${DEFAULT-VALUE}).")
    private int tail;

    @Option(
            names = "--coordinates",
            paramLabel = "N",
            defaultValue = "400",
            description = "About how many parameters of each of their tensors are differentiated"
                    + " (default: ${DEFAULT-VALUE}).")
    private int coordinates;

    /** The plan; adds what is wrong with it. */
    Optional<RolloutPlan> plan(Problems problems) {
        List<String> texts = share > 0 ? texts() : List.of();
        List<Workload> parsed = workloads(texts, problems);
        return parsed.size() == texts.size()
                ? problems.check("--rollout-share", () -> new RolloutPlan(share, parsed, unroll, tail, coordinates))
                : Optional.empty();
    }

    private List<String> texts() {
        return workloads.isEmpty() ? List.of(QUADRATICS, SIGMOID, RELU) : workloads;
    }

    private List<Workload> workloads(List<String> texts, Problems problems) {
        var catalogue = new TaskCatalogue(Optional.ofNullable(data));
        return texts.stream()
                .map(text -> problems.check("--workload", () -> Plan.workload(text, catalogue)))
                .flatMap(Optional::stream)
                .toList();
    }
}

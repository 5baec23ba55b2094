package io.metastep.cli.evaluation;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.OnExit;
import io.metastep.cli.OptimizerSource;
import io.metastep.cli.Problems;
import io.metastep.cli.RepeatableCommand;
import io.metastep.cli.chart.Drawing;
import io.metastep.metalearner.evaluation.Effort;
import io.metastep.metalearner.evaluation.Suite;
import io.metastep.optimizees.Nd4jThreads;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code metastep eval}: learned optimizers against tuned hand-designed ones. */
@Command(
        name = "eval",
        description = {
            "Compare learned optimizers with SGD, Nesterov, RMSprop and Adam, each tuned for every task and number of steps.",
            "Writes results.json, results.csv, search.csv (how baselines were tuned) and report.html, for people, to a folder."
        },
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false,
        footerHeading = "%nSuites:%n",
        footer = {
            "  quadratics  10,000 random quadratics of 10 dimensions, 100 steps",
            "  mnist       a perceptron of 20 sigmoid units, 100 and 200 steps",
            "  transfer    40 sigmoid units, 2 layers of 20, 20 tanh units, 100 steps; 20 ReLU units, 100 and 200 steps",
            "  long        20 sigmoid units, 2,000 and 10,000 steps"
        })
public final class EvalCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 1_000;

    @Option(
            names = "--suite",
            split = ",",
            paramLabel = "SUITE",
            defaultValue = "quadratics,mnist,transfer",
            description = "What to compare on, comma-separated or repeated: ${COMPLETION-CANDIDATES} (default:"
                    + " ${DEFAULT-VALUE}).")
    private List<Suite> suites = List.of();

    @Option(
            names = "--optimizer",
            paramLabel = "REF",
            arity = "1..*",
            defaultValue = "universal",
            description = "What is judged; several, or repeated. REF is " + OptimizerSource.DESCRIPTION
                    + "; a FAMILY sends the newest version that was trained on quadratics to the quadratics, and the newest"
                    + " trained on perceptrons to the perceptrons (default: ${DEFAULT-VALUE}).")
    private List<String> optimizers = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Members of each perceptron task, that is initial parameters and minibatches (default: "
                    + Effort.FULL_SEEDS + ", with --quick " + Effort.QUICK_SEEDS + ").")
    private @Nullable Integer seeds;

    @Option(
            names = "--quick",
            description =
                    "A first look: fewer seeds and quadratics, long runs of 1,000 steps, baselines tuned on one seed.")
    private boolean quick;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for the results; new or empty.")
    private @Nullable Path out;

    @Option(names = "--resume", description = "Go on with what is in the folder: finished tasks are kept.")
    private boolean resume;

    @ArgGroup(validate = false, heading = "%nImages:%n")
    private ImageOptions images = new ImageOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Runs side by side; results other than times do not depend on it (default: all cores, here"
                    + " ${DEFAULT-VALUE}).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private Json json = new Json();

    @Spec
    private @Nullable CommandSpec commandSpec;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        Nd4jThreads.useOne();
        Evaluation evaluation = evaluation();
        try (OnExit onExit = new OnExit()) {
            Report report = evaluation.run(json.screen(), onExit);
            json.write(ResultsFile.of(report));
        }
        return ExitCode.OK;
    }

    /** The evaluation; fails with all problems of the options. */
    private Evaluation evaluation() {
        Problems problems = new Problems();
        json.check(problems);
        problems.requireAtLeast("--threads", threads, 1);
        problems.requireRange("--seeds", seedCount(), 2, MOST_SEEDS);
        Drawing.problem().ifPresent(problems::add);
        Subjects subjects = Subjects.read("--optimizer", optimizers, problems);
        ImageSource source = images.source(suites, problems);
        Experiment experiment = new Experiment(quick, seedCount(), source.text(), subjects.list());
        ResultFolder folder = new ResultFolder(out == null ? Path.of("") : out);
        folder.check(experiment, resume, problems);
        problems.throwIfAny();
        return new Evaluation(
                experiment, source.tasks(suites, experiment.effort()), subjects, folder, threads, command(), clock);
    }

    private int seedCount() {
        return seeds == null ? (quick ? Effort.QUICK_SEEDS : Effort.FULL_SEEDS) : seeds;
    }

    private String command() {
        return commandSpec == null ? "metastep eval" : RepeatableCommand.of(commandSpec);
    }
}

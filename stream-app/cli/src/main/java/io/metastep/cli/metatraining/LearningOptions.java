package io.metastep.cli.metatraining;

import io.metastep.metalearner.Budget;
import io.metastep.metalearner.Credits;
import io.metastep.metalearner.Imitation;
import io.metastep.metalearner.Objective;
import io.metastep.metalearner.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the meta-parameters learn. The defaults are those of the shipped optimizer. */
final class LearningOptions {

    static final String HEADING = "%nLearning:%n";

    @Option(
            names = "--meta-steps",
            paramLabel = "N",
            defaultValue = "900",
            description = "Steps of the optimizer's parameters (default: ${DEFAULT-VALUE}).")
    private int metaSteps;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description =
                    "End by time, the search for the baselines included, in place of --meta-steps. The result then depends"
                            + " on the machine's speed; its provenance has the number of meta-steps, and --meta-steps with that number"
                            + " comes close to it on any machine.")
    private @Nullable Double minutes;

    @Option(
            names = "--patience",
            paramLabel = "N",
            defaultValue = "0",
            description = "End early after so many validations without a better version; 0 for never"
                    + " (default: ${DEFAULT-VALUE}).")
    int patience;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "0.003",
            description = "Their learning rate at the start (default: ${DEFAULT-VALUE}).")
    double firstRate;

    @Option(
            names = "--last-rate",
            paramLabel = "R",
            defaultValue = "0.0001",
            description = "Their learning rate at the end, reached exponentially (default: ${DEFAULT-VALUE}).")
    double lastRate;

    @Option(
            names = "--averaging",
            paramLabel = "A",
            defaultValue = "0.98",
            description =
                    "What the running average of the optimizer's parameters, which is judged and kept, keeps of itself"
                            + " with each meta-step, 0 to below 1 (default: ${DEFAULT-VALUE}).")
    double averaging;

    @Option(
            names = "--unroll",
            paramLabel = "N",
            defaultValue = "20",
            description = "Updates of a job that are differentiated at once (default: ${DEFAULT-VALUE}).")
    int unroll;

    @Option(
            names = "--tail",
            paramLabel = "N",
            defaultValue = "15",
            description =
                    "Further gradients of the job, only to give credit to those updates (default: ${DEFAULT-VALUE}).")
    int tail;

    @Option(
            names = "--discount",
            paramLabel = "MU",
            defaultValue = "0.98",
            description =
                    "How much of an update's credit passes on to the update before it, 0 to 1; with --response IGNORED"
                            + " take 0.7 (default: ${DEFAULT-VALUE}).")
    private double discount;

    @Option(
            names = "--response",
            paramLabel = "KIND",
            defaultValue = "PROBED",
            description =
                    "Whether credit considers that later gradients would have answered to another update. IGNORED: no, as in"
                            + " the paper. PROBED: yes, one more gradient per step tells how (default: ${DEFAULT-VALUE}).")
    Response response = Response.PROBED;

    @Option(
            names = "--objective",
            paramLabel = "KIND",
            defaultValue = "LOG",
            description =
                    "What is minimized along a job. LOG: mean of the logarithms of its losses. SUM: mean of its losses, as"
                            + " in the paper, in units of its first (default: ${DEFAULT-VALUE}).")
    private Objective objective = Objective.LOG;

    @Option(
            names = "--imitate",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "For the first N meta-steps jobs are driven by Adam, and the optimizer learns to make Adam's updates"
                            + " (default: ${DEFAULT-VALUE}).")
    private int imitationSteps;

    @Option(
            names = "--imitate-rate",
            paramLabel = "R",
            defaultValue = "0.01",
            description = "Learning rate of that Adam (default: ${DEFAULT-VALUE}).")
    private float imitationRate;

    @Option(
            names = "--coordinates",
            paramLabel = "N",
            defaultValue = "800",
            description = "About how many parameters of each tensor are differentiated (default: ${DEFAULT-VALUE}).")
    int coordinates;

    @Option(
            names = "--validate-every",
            paramLabel = "N",
            defaultValue = "100",
            description = "Meta-steps between validations (default: ${DEFAULT-VALUE}).")
    int validateEvery;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "2",
            description = "Decides everything random (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Jobs that run at once; the result does not depend on it (default: all cores, here"
                    + " ${DEFAULT-VALUE}).")
    int threads = Runtime.getRuntime().availableProcessors();

    Credits credits() {
        return new Credits(discount, Credits.STANDARD.lossFloor(), objective);
    }

    Imitation imitation() {
        return new Imitation(imitationSteps, imitationRate);
    }

    Budget budget() {
        return minutes == null
                ? new Budget.MetaSteps(metaSteps)
                : new Budget.WallClock(Duration.ofMillis(Math.round(60_000 * minutes)));
    }
}

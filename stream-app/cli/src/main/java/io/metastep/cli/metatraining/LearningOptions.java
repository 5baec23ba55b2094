package io.metastep.cli.metatraining;

import io.metastep.metalearner.Credits;
import picocli.CommandLine.Option;

/** How the meta-parameters learn. The defaults are those of the shipped optimizer. */
final class LearningOptions {

    static final String HEADING = "%nLearning:%n";

    @Option(
            names = "--meta-steps",
            paramLabel = "N",
            defaultValue = "900",
            description = "Steps of the optimizer's parameters (default: ${DEFAULT-VALUE}).")
    int metaSteps;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "0.004",
            description = "Their learning rate at the start (default: ${DEFAULT-VALUE}).")
    double firstRate;

    @Option(
            names = "--last-rate",
            paramLabel = "R",
            defaultValue = "0.0002",
            description = "Their learning rate at the end, reached exponentially (default: ${DEFAULT-VALUE}).")
    double lastRate;

    @Option(
            names = "--unroll",
            paramLabel = "N",
            defaultValue = "20",
            description = "Updates of a job that are differentiated at once (default: ${DEFAULT-VALUE}).")
    int unroll;

    @Option(
            names = "--tail",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Further gradients of the job, only to give credit to those updates (default: ${DEFAULT-VALUE}).")
    int tail;

    @Option(
            names = "--discount",
            paramLabel = "MU",
            defaultValue = "0.7",
            description = "How much of an update's credit passes on to the update before it, 0 to 1"
                    + " (default: ${DEFAULT-VALUE}).")
    private double discount;

    @Option(
            names = "--coordinates",
            paramLabel = "N",
            defaultValue = "800",
            description = "About how many parameters of each tensor are differentiated (default: ${DEFAULT-VALUE}).")
    int coordinates;

    @Option(
            names = "--validate-every",
            paramLabel = "N",
            defaultValue = "50",
            description = "Meta-steps between validations (default: ${DEFAULT-VALUE}).")
    int validateEvery;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides everything random (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Jobs that run at once; the result does not depend on it (default: all cores, here"
                    + " ${DEFAULT-VALUE}).")
    int threads = Runtime.getRuntime().availableProcessors();

    Credits credits() {
        return new Credits(discount, Credits.STANDARD.lossFloor());
    }
}

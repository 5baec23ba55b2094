package io.metastep.cli.learn;

import io.metastep.cli.Problems;
import io.metastep.metalearner.online.trial.TrialSettings;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How versions are tried on jobs before they become stable. */
final class TrialOptions {

    static final String HEADING =
            "%nTrials: a version that passed the gate is tried on the canary share of the jobs, then becomes stable or not:%n";

    @Option(names = "--no-trials", description = "Try and promote nothing; versions are for jobs that ask for latest.")
    private boolean isOff;

    @Option(
            names = "--trial-steps",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "Gradients of a job that are judged; jobs that end before count as failed, so take no more than"
                            + " the shortest have (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--trial-jobs",
            paramLabel = "N",
            defaultValue = "200",
            description = "Canaries after which a trial ends without a decision (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Option(
            names = "--trial-hours",
            paramLabel = "H",
            defaultValue = "24",
            description = "Hours after which it does (default: ${DEFAULT-VALUE}).")
    private double hours;

    /** The settings; adds what is wrong with them. */
    Optional<TrialSettings> settings(Problems problems) {
        return problems.check("--trial-steps, --trial-jobs or --trial-hours", this::settings);
    }

    private TrialSettings settings() {
        return new TrialSettings(
                !isOff,
                steps,
                jobs,
                Duration.ofMillis(Math.round(hours * Duration.ofHours(1).toMillis())),
                TrialSettings.STANDARD.patience(),
                TrialSettings.STANDARD.errorRate());
    }
}

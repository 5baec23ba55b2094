package io.metastep.cli.learn;

import io.metastep.cli.Problems;
import io.metastep.metalearner.Credits;
import io.metastep.metalearner.GradientScale;
import io.metastep.metalearner.Objective;
import io.metastep.metalearner.Proximal;
import io.metastep.metalearner.online.BatchSettings;
import io.metastep.metalearner.online.FixedTasks;
import io.metastep.metalearner.online.LearnerSettings;
import io.metastep.metalearner.online.RolloutPlan;
import io.metastep.metalearner.online.trial.TrialSettings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the meta-parameters learn. */
final class LearningOptions {

    static final String HEADING = "%nLearning:%n";

    private static final int PUBLISH_EVERY = 10;

    @Option(
            names = "--family",
            paramLabel = "NAME",
            defaultValue = "universal",
            description = "The family whose segments it learns from and whose versions it publishes"
                    + " (default: ${DEFAULT-VALUE}).")
    String family = "universal";

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "0.003",
            description = "Learning rate of the meta-parameters; 0.01 suits a cold start (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--publish-every",
            paramLabel = "N",
            description =
                    "Meta-steps from version to version, at most --max-staleness + 1: until the next version there would be"
                            + " nothing fresh to learn from (default: " + PUBLISH_EVERY
                            + ", or --max-staleness if that is less).")
    private @Nullable Integer publishEvery;

    @Option(
            names = "--gate-margin",
            paramLabel = "M",
            defaultValue = "" + FixedTasks.MARGIN,
            description = "How much worse than stable a version may be on the fixed tasks of the gate"
                    + " (default: ${DEFAULT-VALUE}).")
    double margin;

    @Option(
            names = "--kappa",
            paramLabel = "K",
            defaultValue = "2",
            description =
                    "Strength of what keeps today's updates near the logged ones, 0 for none (default: ${DEFAULT-VALUE}).")
    private double kappa;

    @Option(
            names = "--discount",
            paramLabel = "MU",
            defaultValue = "0.7",
            description = "How much of an update's credit passes on to the update before it, 0 to 1"
                    + " (default: ${DEFAULT-VALUE}).")
    private double discount;

    @Option(
            names = "--objective",
            paramLabel = "KIND",
            defaultValue = "LOG",
            description =
                    "What is minimized along a job. LOG: mean of the logarithms of its losses. SUM: mean of its losses in units"
                            + " of its first (default: ${DEFAULT-VALUE}).")
    private Objective objective = Objective.LOG;

    @Option(
            names = "--loss-floor",
            paramLabel = "SHARE",
            description =
                    "Take segments with losses of zero or below too, and any loss below this share of the job's first as that"
                            + " (default: such segments are refused; 0.001 for what is above 0).")
    private @Nullable Double lossFloor;

    @Option(
            names = "--imitate",
            description =
                    "Also take segments of jobs that step themselves and only report, as lessons of their optimizers (default: such"
                            + " segments are refused).")
    private boolean imitates;

    @Option(
            names = "--max-staleness",
            paramLabel = "N",
            description = "Refuse segments of versions that are more than N meta-steps old (default: "
                    + LearnerSettings.STALENESS_WITH_PROXIMAL + ", with --kappa 0 " + LearnerSettings.STALENESS + ").")
    private @Nullable Integer maxStaleness;

    @Option(
            names = "--job-gradients",
            paramLabel = "HOW",
            defaultValue = "NORMALIZE",
            description = "What the meta-gradient of a job is brought to. NORMALIZE: norm 1. CLIP: norm 1 at most"
                    + " (default: ${DEFAULT-VALUE}).")
    private GradientScale scale = GradientScale.NORMALIZE;

    @Option(
            names = "--batch-jobs",
            paramLabel = "N",
            defaultValue = "8",
            description = "Different jobs that a meta-step waits for (default: ${DEFAULT-VALUE}).")
    private int batchJobs;

    @Option(
            names = "--batch-segments",
            paramLabel = "N",
            defaultValue = "16",
            description = "Segments that it waits for (default: ${DEFAULT-VALUE}).")
    private int batchSegments;

    @Option(
            names = "--interval",
            paramLabel = "S",
            defaultValue = "5",
            description = "Seconds after which it waits no longer, if there is anything (default: ${DEFAULT-VALUE}).")
    private double intervalSeconds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** The settings; adds what is wrong with them. */
    Optional<LearnerSettings> settings(
            Optional<RolloutPlan> rollouts, Optional<TrialSettings> trials, Problems problems) {
        Optional<Credits> credits = problems.check("--discount or --loss-floor", this::credits);
        Optional<Proximal> proximal = problems.check("--kappa", () -> new Proximal(kappa));
        Optional<BatchSettings> batch = problems.check("--batch-jobs, --batch-segments or --interval", this::batch);
        return rollouts.flatMap(plan -> trials.flatMap(trial -> credits.flatMap(
                c -> proximal.flatMap(p -> batch.flatMap(b -> problems.check(() -> settings(c, p, b, plan, trial)))))));
    }

    private Credits credits() {
        return new Credits(discount, lossFloor == null ? Credits.STANDARD.lossFloor() : lossFloor, objective);
    }

    private BatchSettings batch() {
        return new BatchSettings(
                batchJobs,
                batchSegments,
                BatchSettings.STANDARD.segmentsPerCell(),
                Duration.ofMillis(Math.round(1_000 * intervalSeconds)));
    }

    private LearnerSettings settings(
            Credits credits, Proximal proximal, BatchSettings batch, RolloutPlan rollouts, TrialSettings trial) {
        return new LearnerSettings(
                family,
                credits,
                proximal,
                scale,
                lossFloor != null,
                imitates,
                batch,
                staleness(proximal),
                rollouts,
                rate,
                publishEvery(staleness(proximal)),
                trial,
                seed);
    }

    private int publishEvery(int staleness) {
        int every = publishEvery == null ? Math.max(1, Math.min(PUBLISH_EVERY, staleness)) : publishEvery;
        if (every > staleness + 1) {
            throw new IllegalArgumentException(
                    "--publish-every %d, but segments are refused more than %d meta-steps after their version: until the next one there would be nothing to learn from; lower it, or raise --max-staleness"
                            .formatted(every, staleness));
        }
        return every;
    }

    private int staleness(Proximal proximal) {
        if (maxStaleness != null) {
            return maxStaleness;
        }
        return proximal.isOff() ? LearnerSettings.STALENESS : LearnerSettings.STALENESS_WITH_PROXIMAL;
    }
}

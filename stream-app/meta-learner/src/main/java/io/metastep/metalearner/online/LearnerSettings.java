package io.metastep.metalearner.online;

import io.metastep.metalearner.Credits;
import io.metastep.metalearner.GradientScale;
import io.metastep.metalearner.Imitation;
import io.metastep.metalearner.Objective;
import io.metastep.metalearner.Proximal;
import io.metastep.metalearner.Response;
import io.metastep.metalearner.RolloutSettings;
import io.metastep.metalearner.online.trial.TrialSettings;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.schemas.OptimizerRef;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that decides what a learner makes of the segments it gets.
 *
 * @param family whose versions it publishes
 * @param credits how updates are credited
 * @param proximal what keeps today's updates near the logged ones
 * @param scale what the meta-gradient of a job is brought to
 * @param takesAnyLoss whether segments with losses of zero or below are taken, their losses being raised to the credits' floor
 * @param imitates whether segments of jobs that step themselves are taken, as lessons of their optimizers
 * @param batch when a meta-step is due
 * @param maxStaleness meta-steps since a segment's version was published, beyond which it is refused
 * @param rollouts jobs in process beside the live ones
 * @param rate learning rate of the meta-parameters
 * @param publishEvery meta-steps from version to version
 * @param trial how versions are tried before they become stable
 * @param seed of everything random
 */
public record LearnerSettings(
        String family,
        Credits credits,
        Proximal proximal,
        GradientScale scale,
        boolean takesAnyLoss,
        boolean imitates,
        BatchSettings batch,
        int maxStaleness,
        RolloutPlan rollouts,
        double rate,
        int publishEvery,
        TrialSettings trial,
        long seed) {
    /** How stale a segment may be without a proximal term. */
    public static final int STALENESS = 5;
    /** How stale it may be with one. */
    public static final int STALENESS_WITH_PROXIMAL = 25;

    public LearnerSettings {
        var problems = new ArrayList<String>();
        require(problems, isFamily(family), "'" + family + "' is no name of a family");
        require(problems, maxStaleness >= 0, "staleness of " + maxStaleness + " meta-steps, expected 0 or more");
        require(problems, rate > 0 && rate <= 1, "meta-rate " + rate + ", expected above 0 and at most 1");
        require(problems, publishEvery >= 1, "a version every " + publishEvery + " meta-steps, expected 1 or more");
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("Learner: " + String.join("; ", problems));
        }
    }

    private static boolean isFamily(String text) {
        return OptimizerRef.parse(text + "@1").isPresent();
    }

    private static void require(List<String> problems, boolean condition, String problem) {
        if (!condition) {
            problems.add(problem);
        }
    }

    /** Whether a loss of zero or below makes no sense. */
    boolean needsPositiveLosses() {
        return credits.objective() == Objective.LOG && !takesAnyLoss;
    }

    RolloutSettings rolloutsOf(OptimizerSpec spec) {
        return new RolloutSettings(
                spec,
                credits,
                Response.IGNORED,
                Imitation.NONE,
                scale,
                rollouts.unroll(),
                rollouts.tail(),
                rollouts.coordinates());
    }

    /** The settings by name, for state and provenance. */
    SortedMap<String, String> toMap() {
        var map = new TreeMap<String, String>();
        map.put("credits", credits.toString());
        map.put("kappa", String.valueOf(proximal.kappa()));
        map.put("scale", scale.name());
        map.put("losses", takesAnyLoss ? "any" : "above 0");
        map.put("imitates", String.valueOf(imitates));
        map.put("batch", batch.toString());
        map.put("max-staleness", String.valueOf(maxStaleness));
        map.put("rollout-share", String.valueOf(rollouts.share()));
        map.put("rollouts", rollouts.workloads().toString());
        map.put("rate", String.valueOf(rate));
        map.put("publish-every", String.valueOf(publishEvery));
        map.put("trial", trial.toString());
        return map;
    }
}

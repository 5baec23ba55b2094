package io.metastep.cli.bench.learn;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.cli.bench.inmemory.Fault;
import io.metastep.metalearner.Credits;
import io.metastep.metalearner.GradientScale;
import io.metastep.metalearner.Proximal;
import io.metastep.metalearner.Workers;
import io.metastep.metalearner.Workload;
import io.metastep.metalearner.online.BatchSettings;
import io.metastep.metalearner.online.FixedTasks;
import io.metastep.metalearner.online.LearnerSettings;
import io.metastep.metalearner.online.RolloutPlan;
import io.metastep.metalearner.online.trial.TrialSettings;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Output;
import io.metastep.optimizer.Provenance;
import io.metastep.schemas.CanaryShare;
import io.metastep.schemas.OptimizerRef;
import io.metastep.streams.core.CoreSettings;
import io.metastep.streams.core.TrajectorySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A cold start: a fleet whose jobs follow the newest version, and the learner behind it. */
final class LearningRun {
    private static final String FAMILY = "cold";
    private static final double RATE = 0.01;
    private static final double ROLLOUT_SHARE = 0.25;
    private static final int PUBLISH_EVERY = 10;
    private static final int JOBS_BESIDE_EACH_OTHER = 16;

    /** Nothing is refused as too old: the table is to show what age does. */
    private static final int ANY_AGE = 1_000_000;

    /** A batch is due when it is full, whatever the time. */
    static final BatchSettings BATCH = new BatchSettings(
            BatchSettings.STANDARD.jobs(),
            BatchSettings.STANDARD.segments(),
            BatchSettings.STANDARD.segmentsPerCell(),
            Duration.ofDays(365));

    private static final LstmSpec RANDOM = new LstmSpec(
            List.of(new Feature.LogAndSign(10), new Feature.NormalizedGradient(), new Feature.NormalizedMomentum()),
            List.of(20, 20),
            new Output.BoundedNominal(0.1f, 0));

    /** Seeds of runs are far from each other, since each numbers its jobs. */
    private static final long SPREAD = 1_000_000;

    private LearningRun() {}

    /**
     * What it came to.
     *
     * @param loss mean loss of held-out jobs with the newest version
     * @param withheld candidates that the gate kept back
     */
    @JsonPropertyOrder({"condition", "seed", "loss", "metaSteps", "versions", "withheld", "segments"})
    record Outcome(
            Condition condition, long seed, double loss, long metaSteps, long versions, long withheld, long segments) {}

    /** Learns from so many jobs and judges the result. */
    static Outcome of(Field field, TaskCatalogue tasks, Condition condition, long seed, int jobs, HeldOut heldOut) {
        try (Workers workers = new Workers("learner", 1);
                LearnerInMemory learner = learner(field, tasks, condition, seed, workers);
                Fleet fleet = new Fleet(plan(field.job(tasks), condition, seed), learner)) {
            while (fleet.done() < jobs) {
                fleet.round();
            }
            OptimizerFile newest = learner.channel(OptimizerRef.Channel.LATEST).orElseThrow();
            Map<String, Long> counters = learner.progress().counters();
            return new Outcome(
                    condition,
                    seed,
                    heldOut.loss(newest),
                    learner.progress().metaSteps(),
                    counters.getOrDefault("versions.published", 0L),
                    counters.getOrDefault("versions.withheld", 0L),
                    learner.progress().used());
        }
    }

    static Fleet.Plan plan(Task job, Condition condition, long seed) {
        CoreSettings all = CoreSettings.DEFAULTS;
        CoreSettings settings = new CoreSettings(
                all.unrollLength(),
                all.unrollsPerSnapshot(),
                all.idleTime(),
                all.evictionIdleTime(),
                all.replayRecords(),
                all.replayBytes(),
                all.replayTime(),
                all.rewindRecords(),
                all.guard(),
                new TrajectorySettings(condition.share(), all.trajectories().creditTail()),
                CanaryShare.NOBODY,
                all.snapshotEncoding());
        return new Fleet.Plan(
                List.of(job),
                Field.STEPS,
                JOBS_BESIDE_EACH_OTHER,
                new OptimizerRef.Channel(FAMILY, OptimizerRef.Channel.LATEST).key(),
                settings,
                number -> Fault.NONE,
                seed * SPREAD);
    }

    static LearnerInMemory learner(Field field, TaskCatalogue tasks, Condition condition, long seed, Workers workers) {
        var gate =
                new FixedTasks(FixedTasks.exams(List.of(field.exam(tasks)), Field.STEPS), FixedTasks.MARGIN, workers);
        LearnerSettings settings = settings(field.rollouts(tasks), condition, seed);
        return new LearnerInMemory(settings, first(seed), gate, condition.delay(), workers);
    }

    static OptimizerFile first(long seed) {
        Provenance provenance = new Provenance("bench", "", Instant.EPOCH, seed, "", Map.of());
        return new OptimizerFile(FAMILY, 1, RANDOM, RANDOM.initialParameters(seed), provenance);
    }

    private static LearnerSettings settings(Workload rollouts, Condition condition, long seed) {
        return new LearnerSettings(
                FAMILY,
                new Credits(condition.mu(), Credits.STANDARD.lossFloor()),
                new Proximal(condition.kappa()),
                GradientScale.NORMALIZE,
                false,
                false,
                BATCH,
                ANY_AGE,
                new RolloutPlan(ROLLOUT_SHARE, List.of(rollouts), 20, 5, 400),
                RATE,
                PUBLISH_EVERY,
                TrialSettings.OFF,
                seed);
    }
}

package io.metastep.cli.bench.learn;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.cli.bench.inmemory.Fault;
import io.metastep.metalearner.Credits;
import io.metastep.metalearner.GradientScale;
import io.metastep.metalearner.Proximal;
import io.metastep.metalearner.Workers;
import io.metastep.metalearner.Workload;
import io.metastep.metalearner.online.FixedTasks;
import io.metastep.metalearner.online.LearnerProgress;
import io.metastep.metalearner.online.LearnerSettings;
import io.metastep.metalearner.online.RolloutPlan;
import io.metastep.metalearner.online.trial.TrialSettings;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.OptimizerRef;
import io.metastep.streams.core.CoreSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A learner with gate and trials behind a fleet of which a part is broken; whatever becomes stable is judged on tasks that neither the
 * gate nor any job has.
 *
 * @param start the optimizer that is stable at first
 * @param isHealthy whether no job is broken after all
 * @param jobs so many
 * @param horizons steps after which stable is judged
 */
record PoisonedRun(OptimizerFile start, boolean isHealthy, long seed, int jobs, List<Integer> horizons) {
    private static final String FAMILY = "poisoned";
    private static final int STEPS = 120;
    private static final int JOBS_BESIDE_EACH_OTHER = 16;

    /** One job in so many is broken. */
    private static final int ONE_IN = 3;

    private static final double RATE = 0.003;
    private static final double ROLLOUT_SHARE = 0.25;
    private static final int PUBLISH_EVERY = 10;
    private static final long SPREAD = 1_000_000;
    private static final String SIGMOID = "digits-mlp:batch=64,pool=4";
    private static final String RELU = "digits-mlp:activation=relu,batch=64,pool=4";
    private static final TaskCatalogue TASKS = new TaskCatalogue(Optional.empty());

    PoisonedRun {
        horizons = List.copyOf(horizons);
    }

    /**
     * What became stable.
     *
     * @param jobs after so many
     * @param losses by task and horizon
     */
    @JsonPropertyOrder({"version", "jobs", "metaSteps", "losses"})
    record Stage(int version, long jobs, long metaSteps, List<HeldOut.Judged> losses) {
        Stage {
            losses = List.copyOf(losses);
        }
    }

    /** How it went. */
    @JsonPropertyOrder({"seed", "stages", "counters"})
    record Outcome(long seed, List<Stage> stages, Map<String, Long> counters) {
        Outcome {
            stages = List.copyOf(stages);
        }
    }

    /** @param afterJob called after each job */
    Outcome run(Runnable afterJob) {
        try (Workers workers = new Workers("learner", 1);
                LearnerInMemory learner = learner(workers);
                Fleet fleet = new Fleet(plan(), learner)) {
            List<Stage> stages = new ArrayList<>();
            note(stages, learner, 0);
            while (fleet.done() < jobs) {
                long before = fleet.done();
                fleet.round();
                LongStream.range(before, fleet.done()).forEach(job -> afterJob.run());
                note(stages, learner, fleet.done());
            }
            return new Outcome(seed, stages, new TreeMap<>(learner.progress().counters()));
        }
    }

    private void note(List<Stage> stages, LearnerInMemory learner, long after) {
        OptimizerFile stable = learner.channel(OptimizerRef.Channel.STABLE).orElseThrow();
        if (stages.isEmpty() || stages.get(stages.size() - 1).version() != stable.version()) {
            stages.add(stage(stable, after, learner.progress()));
        }
    }

    private Stage stage(OptimizerFile stable, long after, LearnerProgress progress) {
        List<HeldOut.Judged> losses = HeldOut.suite(TASKS).stream()
                .map(heldOut -> heldOut.judge(stable, horizons))
                .toList();
        return new Stage(stable.version(), after, progress.metaSteps(), losses);
    }

    private Fleet.Plan plan() {
        List<Task> rota = List.of(TASKS.parse("quadratic:problems=64"), TASKS.parse(SIGMOID), TASKS.parse(RELU));
        return new Fleet.Plan(
                rota,
                STEPS,
                JOBS_BESIDE_EACH_OTHER,
                new OptimizerRef.Channel(FAMILY, OptimizerRef.Channel.STABLE).key(),
                CoreSettings.DEFAULTS,
                this::fault,
                seed * SPREAD);
    }

    /** The task goes by the number, so the fault must not. */
    private Fault fault(long number) {
        var random = new SplittableRandom(seed * SPREAD + number);
        Broken[] ways = Broken.values();
        boolean isBroken = random.nextInt(ONE_IN) == 0;
        Broken way = ways[random.nextInt(ways.length)];
        return isBroken && !isHealthy ? way.of(random) : Fault.NONE;
    }

    private LearnerInMemory learner(Workers workers) {
        var first = new OptimizerFile(FAMILY, 1, start.spec(), start.parameters(), start.provenance());
        var gate = new FixedTasks(FixedTasks.standard(), FixedTasks.MARGIN, workers);
        return new LearnerInMemory(settings(), first, gate, 0, workers);
    }

    private LearnerSettings settings() {
        List<Workload> rollouts = List.of(
                new Workload(TASKS.parse("quadratic:problems=32"), 2, 1, 20, 120),
                new Workload(TASKS.parse(SIGMOID), 1, 3, 20, 200),
                new Workload(TASKS.parse(RELU), 1, 3, 20, 200));
        return new LearnerSettings(
                FAMILY,
                Credits.STANDARD,
                Proximal.STANDARD,
                GradientScale.NORMALIZE,
                false,
                false,
                LearningRun.BATCH,
                LearnerSettings.STALENESS_WITH_PROXIMAL,
                new RolloutPlan(ROLLOUT_SHARE, rollouts, 20, 5, 400),
                RATE,
                PUBLISH_EVERY,
                TrialSettings.STANDARD,
                seed);
    }
}

package io.metastep.metalearner.online;

import io.metastep.metalearner.Credits;
import io.metastep.metalearner.GradientScale;
import io.metastep.metalearner.Objective;
import io.metastep.metalearner.Proximal;
import io.metastep.metalearner.Workload;
import io.metastep.metalearner.online.trial.TrialSettings;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Output;
import io.metastep.optimizer.Provenance;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What tests of the learner begin with. */
final class Fixtures {
    static final LstmSpec SPEC = new LstmSpec(
            List.of(new Feature.LogAndSign(10), new Feature.NormalizedMomentum()),
            List.of(6, 5),
            new Output.BoundedNominal(0.1f, 0.1f));
    static final Task QUADRATICS = new TaskCatalogue(Optional.empty()).parse("quadratic:problems=4");

    private Fixtures() {}

    /** A version of family f with small random meta-parameters. */
    static OptimizerFile untrained(int version) {
        var random = new SplittableRandom(version);
        var values = new float[SPEC.parameterCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.6 * random.nextDouble() - 0.3);
        }
        var provenance = new Provenance("test", "", Instant.EPOCH, version, "", Map.of());
        return new OptimizerFile("f", version, SPEC, OptimizerParameters.of(SPEC, values), provenance);
    }

    /** All segments of a job that goes on for so many steps with that version. */
    static List<TrajectorySegment> segments(LiveJob job, OptimizerFile version, int steps) {
        return IntStream.range(0, steps)
                .boxed()
                .flatMap(step -> job.step(version).stream())
                .toList();
    }

    /** A segment that may be changed. */
    static TrajectorySegment copy(TrajectorySegment segment) {
        try {
            Wire<TrajectorySegment> wire = Wire.trajectories();
            return wire.decode(wire.encode(segment));
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    static Settings settings() {
        return new Settings();
    }

    /** Settings that say what is special about them. */
    static final class Settings {
        private Credits credits = Credits.STANDARD;
        private Proximal proximal = Proximal.NONE;
        private boolean takesAnyLoss;
        private boolean imitates;
        private BatchSettings batch = new BatchSettings(2, 4, 3, Duration.ofSeconds(10));
        private RolloutPlan rollouts = RolloutPlan.NONE;
        private int publishEvery = 5;
        private TrialSettings trial = TrialSettings.OFF;

        Settings trial(TrialSettings settings) {
            trial = settings;
            return this;
        }

        Settings proximal() {
            proximal = Proximal.STANDARD;
            return this;
        }

        Settings summing() {
            credits = new Credits(0.7, 0.001, Objective.SUM);
            return this;
        }

        Settings takingAnyLoss() {
            takesAnyLoss = true;
            return this;
        }

        Settings imitating() {
            imitates = true;
            return this;
        }

        Settings batch(int jobs, int segments, int segmentsPerCell) {
            batch = new BatchSettings(jobs, segments, segmentsPerCell, Duration.ofSeconds(10));
            return this;
        }

        Settings publishEvery(int metaSteps) {
            publishEvery = metaSteps;
            return this;
        }

        Settings rollouts(double share) {
            rollouts = new RolloutPlan(share, List.of(new Workload(QUADRATICS, 2, 1, 6, 24)), 5, 3, 30);
            return this;
        }

        LearnerSettings build() {
            return new LearnerSettings(
                    "f",
                    credits,
                    proximal,
                    GradientScale.NORMALIZE,
                    takesAnyLoss,
                    imitates,
                    batch,
                    25,
                    rollouts,
                    0.01,
                    publishEvery,
                    trial,
                    1);
        }
    }
}

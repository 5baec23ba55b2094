package io.metastep.cli.demo;

import io.metastep.metalearner.Credits;
import io.metastep.metalearner.GradientScale;
import io.metastep.metalearner.Proximal;
import io.metastep.metalearner.Workload;
import io.metastep.metalearner.kafka.Start;
import io.metastep.metalearner.online.BatchSettings;
import io.metastep.metalearner.online.FixedTasks.Exam;
import io.metastep.metalearner.online.LearnerSettings;
import io.metastep.metalearner.online.RolloutPlan;
import io.metastep.metalearner.online.trial.TrialSettings;
import io.metastep.optimizees.Task;
import io.metastep.schemas.OptimizerRef;
import java.util.List;

/**
 * What is learned from what in a demo.
 *
 * @param title for people
 * @param start where learning begins
 * @param rota what the jobs train, in turn
 * @param exams what versions must pass before jobs use them
 * @param learner how it learns
 */
record Scenario(String title, Start start, List<Task> rota, List<Exam> exams, LearnerSettings learner) {

    private static final double ROLLOUT_SHARE = 0.25;
    private static final int PUBLISH_EVERY = 10;

    Scenario {
        rota = List.copyOf(rota);
        exams = List.copyOf(exams);
    }

    /** Learner's settings that are the same in all scenarios. */
    static LearnerSettings learner(String family, List<Workload> rollouts, double rate, long seed) {
        return new LearnerSettings(
                family,
                Credits.STANDARD,
                Proximal.STANDARD,
                GradientScale.NORMALIZE,
                false,
                false,
                BatchSettings.STANDARD,
                LearnerSettings.STALENESS_WITH_PROXIMAL,
                new RolloutPlan(ROLLOUT_SHARE, rollouts, 20, 5, 400),
                rate,
                PUBLISH_EVERY,
                TrialSettings.OFF, // all jobs follow latest, so nobody follows the canary
                seed);
    }

    /** The family whose optimizers the jobs use. */
    String family() {
        return learner.family();
    }

    /** Each task once. */
    List<Task> tasks() {
        return rota.stream().distinct().toList();
    }

    /** The job of a number. */
    PlannedJob job(int number, long seed) {
        return new PlannedJob("%s-%05d".formatted(family(), number), rota.get(number % rota.size()), seed + number);
    }

    /** How many jobs make a generation, if so many run beside each other: two turns of all, a whole number of rotas. */
    int generation(int besideEachOther) {
        int rotas = (2 * besideEachOther + rota.size() - 1) / rota.size();
        return rotas * rota.size();
    }

    /** The version that learning begins with. */
    String first() {
        return new OptimizerRef.Version(family(), 1).key();
    }

    /** What names the newest version that passed. */
    String latest() {
        return new OptimizerRef.Channel(family(), OptimizerRef.Channel.LATEST).key();
    }
}

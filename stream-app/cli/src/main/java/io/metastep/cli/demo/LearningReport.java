package io.metastep.cli.demo;

import io.metastep.cli.demo.DemoLearner.Published;
import java.util.List;
import java.util.Map;

/**
 * What a demo of learning found; its JSON form is public.
 *
 * @param jobsBesideEachOther how many ran at the same time
 * @param jobsPerGeneration how many make a generation
 * @param steps of each job
 * @param jobs that ended, those of generations that are not complete included
 * @param generations that are complete, the start first
 * @param versions after the first, and since when jobs could use them
 * @param rolloutShare part of each meta-step that comes from jobs in process, not from live ones
 * @param metaSteps steps that the meta-parameters took
 * @param counters everything that the learner counted, by name
 * @param fallbackSteps steps that the guard's fallback made in place of the optimizer
 * @param updatesExpected of all jobs that ended
 * @param rejected records in the topic of rejections
 */
record LearningReport(
        String scenario,
        String family,
        long seed,
        int jobsBesideEachOther,
        int jobsPerGeneration,
        int steps,
        long jobs,
        List<Generation> generations,
        List<Published> versions,
        double rolloutShare,
        long metaSteps,
        Map<String, Long> counters,
        long fallbackSteps,
        long updatesExpected,
        long updatesApplied,
        long rejected,
        double elapsedSeconds) {

    LearningReport {
        generations = List.copyOf(generations);
        versions = List.copyOf(versions);
        counters = Map.copyOf(counters);
    }

    Delivery delivery() {
        return new Delivery(updatesExpected, updatesApplied, rejected);
    }
}

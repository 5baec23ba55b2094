package io.metastep.cli.comparison;

import io.metastep.metalearner.evaluation.EvaluationTask;

/** How much a task is to do, estimated in steps of a hand-designed optimizer; only progress and time left depend on it. */
public record Work(EvaluationTask task, int learned) {
    /** A step of an LSTM for 16,000 coordinates takes about as long as six gradients of a minibatch of 128. */
    private static final long LEARNED_STEP = 6;

    private static final long BASELINES = 4;
    private static final long TRIED_FOR_FIRST_HORIZON = 130;
    private static final long TRIED_FOR_OTHERS = 65;

    public long total() {
        return search() + learned * learnedRun() * task.members() + BASELINES * task.members() * horizons();
    }

    long search() {
        return (TRIED_FOR_FIRST_HORIZON + TRIED_FOR_OTHERS * (task.horizons().size() - 1)) * tried();
    }

    long tried() {
        return (long) task.tuningMembers() * last();
    }

    long learnedRun() {
        return LEARNED_STEP * task.curve().get(task.curve().size() - 1);
    }

    /** The mean over the horizons that baselines are trained for. */
    long baselineRun() {
        return horizons() / task.horizons().size();
    }

    private long horizons() {
        return task.horizons().stream().mapToLong(Integer::longValue).sum();
    }

    private int last() {
        return task.horizons().get(task.horizons().size() - 1);
    }
}

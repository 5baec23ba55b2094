package io.metastep.cli.bench.learn;

import io.metastep.metalearner.Workload;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;

/** What optimizers are learned and judged on, and at what expense. */
enum Field {
    QUADRATICS(
            "quadratic:problems=64",
            300,
            "quadratic:problems=1000",
            1,
            "quadratic:problems=64",
            "quadratic:problems=32"),
    MNIST(
            "mnist-mlp:images=meta-training",
            60,
            "mnist-mlp:images=meta-training",
            3,
            "mnist-mlp:images=meta-training,widths=10,batch=64,pool=4",
            "mnist-mlp:images=meta-training,pool=2");

    /** Steps of all jobs. */
    static final int STEPS = 100;

    private static final int ROLLOUT_JOBS = 4;
    private static final int SHORTEST = 20;

    private final String job;
    private final int jobs;
    private final String heldOut;
    private final int members;
    private final String exam;
    private final String rollout;

    Field(String job, int jobs, String heldOut, int members, String exam, String rollout) {
        this.job = job;
        this.jobs = jobs;
        this.heldOut = heldOut;
        this.members = members;
        this.exam = exam;
        this.rollout = rollout;
    }

    boolean needsData() {
        return this == MNIST;
    }

    /** What jobs train. */
    Task job(TaskCatalogue tasks) {
        return tasks.parse(job);
    }

    /** Jobs that are learned from, unless it is said otherwise. */
    int jobs() {
        return jobs;
    }

    /** What the result is judged on. */
    Task heldOut(TaskCatalogue tasks) {
        return tasks.parse(heldOut);
    }

    /** How many jobs of that. */
    int members() {
        return members;
    }

    /** What the gate judges by. */
    Task exam(TaskCatalogue tasks) {
        return tasks.parse(exam);
    }

    /** What accompanies the jobs in process. */
    Workload rollouts(TaskCatalogue tasks) {
        return new Workload(tasks.parse(rollout), ROLLOUT_JOBS, 1, SHORTEST, STEPS);
    }
}

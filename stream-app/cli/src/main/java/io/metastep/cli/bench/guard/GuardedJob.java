package io.metastep.cli.bench.guard;

import io.metastep.cli.bench.inmemory.Fault;
import io.metastep.cli.bench.inmemory.JobInMemory;
import io.metastep.cli.bench.inmemory.ServedInMemory;
import io.metastep.cli.bench.inmemory.SingleOptimizer;
import io.metastep.optimizees.Task;
import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.optimizer.Optimizer;
import io.metastep.streams.core.CoreSettings;

/** A job under the guard of an application with its default settings. */
final class GuardedJob {
    private static final String NAME = "guarded";

    /**
     * How it went.
     *
     * @param finalLoss over the whole problem after the last step
     * @param firstRevert the step that first sent the job back, or -1
     */
    record Outcome(double finalLoss, int reverts, int fallbackSteps, int firstRevert) {}

    private GuardedJob() {}

    /** Runs one. */
    static Outcome run(
            Task task, long seed, Optimizer optimizer, Encoding snapshotEncoding, float fallbackRate, int steps) {
        var application = new ServedInMemory(
                CoreSettings.DEFAULTS.with(snapshotEncoding),
                new SingleOptimizer(optimizer),
                segment -> {}); // nobody learns
        var spec = new JobInMemory.Spec(NAME, NAME, "", fallbackRate);
        try (var job = new JobInMemory(spec, task.open(seed), application, Fault.NONE)) {
            while (job.steps() < steps) {
                job.step();
            }
            return new Outcome(job.loss(), job.reverts(), job.fallbackSteps(), job.firstRevert());
        }
    }
}

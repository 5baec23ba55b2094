package io.metastep.client;

import java.util.concurrent.CompletableFuture;

/**
 * One attempt of a training job. Takes one step at a time; usable from any thread.
 *
 * <p>Failures are {@link JobException}s. Steps of {@link JobException.Fenced} and {@link JobException.Closed} jobs fail at
 * once. A step that failed was not applied: its number is used up, unless {@link #retry()} brings it to its end.
 */
public interface Job extends AutoCloseable {
    String jobId();

    long attempt();

    /** The step that the next call takes. */
    long nextStep();

    /**
     * Sends the gradients and waits for the update.
     *
     * @param gradients d loss / d parameter, one per tensor in the order of the spec
     * @param loss of the minibatch that the gradients came from, at the parameters before the update. If it is NaN or infinite,
     *     the gradients are not looked at: the step is skipped, and the application answers REVERT if there are better
     *     parameters to go back to
     * @throws JobException.Rejected also, with NOT_FINITE and before anything is sent, if a value is NaN or infinite
     */
    JobUpdate step(Gradients gradients, double loss);

    /** The same without a loss: no guard, no learning from this job. */
    JobUpdate step(Gradients gradients);

    /**
     * Sends the gradients; the future completes with the update or a {@link JobException}. Dependents that name no executor
     * run on the client's I/O thread and must not block it. The gradients' arrays are free when this returns.
     */
    CompletableFuture<JobUpdate> stepAsync(Gradients gradients, double loss);

    CompletableFuture<JobUpdate> stepAsync(Gradients gradients);

    /**
     * Reports a step that the job takes itself, with an optimizer of its own, and waits until that is noted: the application steps
     * the learned optimizer along, for its memory, and publishes how its step compares with the job's on the {@code comparisons}
     * topic. Nothing is guarded. A step's comparison needs the record of the next step, be it reported or taken by {@link
     * #step(Gradients, double)}: that hands the job over to the learned optimizer, whose memory goes on.
     *
     * @param gradients d loss / d parameter at the parameters before the update
     * @param loss of the minibatch that the gradients came from; if it is NaN or infinite, the step is reported as skipped
     * @param update what the job adds to its parameters at this step, same tensors and shapes; read at once. Where it is not
     *     finite, or the spec's update scale is 0, there is no comparison
     * @return an answer without an update: nothing is to be added
     * @throws JobException.Rejected also, with NOT_FINITE and before anything is sent, if a gradient is NaN or infinite
     */
    JobUpdate report(Gradients gradients, double loss, Gradients update);

    /** The same without a loss. */
    JobUpdate report(Gradients gradients, Gradients update);

    /** Reports the step; the future completes as that of {@link #stepAsync(Gradients, double)}. All arrays are free when this returns. */
    CompletableFuture<JobUpdate> reportAsync(Gradients gradients, double loss, Gradients update);

    CompletableFuture<JobUpdate> reportAsync(Gradients gradients, Gradients update);

    /**
     * Says that the job drops this step (overflow of mixed precision, say) and waits until that is noted.
     *
     * @param loss of the minibatch at the present parameters, unscaled; NaN or infinite sends the job back to its best parameters
     */
    JobUpdate skip(double loss);

    /** The same where the loss says nothing about the parameters, such as that of a broken minibatch. */
    JobUpdate skip();

    CompletableFuture<JobUpdate> skipAsync(double loss);

    CompletableFuture<JobUpdate> skipAsync();

    /** Goes on waiting for a step that timed out, sending what is unanswered again. */
    CompletableFuture<JobUpdate> retry();

    /** To be kept with the parameters after the last update was applied. */
    Checkpoint checkpoint();

    JobStatistics statistics();

    /**
     * Ends the job: the application forgets its memory. Waits a little for the broker, not for the application. To stop now
     * and resume later, keep the {@link #checkpoint()} and close the client only.
     */
    @Override
    void close();
}

package io.metastep.client;

import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.JobPartitions;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of one attempt: takes steps from the caller, answers and time from the I/O thread. Everything under its lock
 * only changes memory; records leave and futures complete after the lock is released.
 */
final class OpenJob implements Job {
    private static final Runnable NOTHING = OpenJob::nothing;

    /** Attempt and step in the rejection of a record that could not be decoded. */
    private static final long UNREADABLE = -1;

    private final JobSpec spec;
    private final long attempt;
    private final JobPartitions partitions;
    private final ClientSettings settings;
    private final Outbox outbox;
    private final LongSupplier nanoClock;
    private final Owner owner;
    private final GradientEncoder encoder;
    private final List<BlockSlot> slots;
    private final byte[][] keys;
    private final Map<String, BlockSlot> slotsByKey = new HashMap<>();
    private final float[][] values;
    private final @Nullable BestParameters best;
    private final OwnUpdate own = new OwnUpdate();
    private final LatencyHistogram latencies = new LatencyHistogram();
    private final Map<String, String> optimizers = new LinkedHashMap<>();
    private long nextStep;
    private @Nullable PendingStep pending;
    private @Nullable JobException over;
    private boolean hasSent;
    private boolean left;
    private long steps;
    private long expected;
    private long applied;
    private long fallbackSteps;
    private long reverts;
    private boolean saidNoLoss;
    private long resends;
    private long duplicates;

    /** Whoever routes answers and time to the job. */
    interface Owner {
        /** The job wants no more of either. */
        void leave(OpenJob job);

        /** Whether the current thread is the one that brings answers. */
        boolean isIoThread();

        /** The longest that brokers made the client wait at a time because of a quota. */
        Duration longestThrottle();
    }

    OpenJob(
            JobSpec spec,
            long attempt,
            int partitions,
            ClientSettings settings,
            Outbox outbox,
            LongSupplier nanoClock,
            Owner owner) {
        this.spec = spec;
        this.attempt = attempt;
        this.partitions = new JobPartitions(spec.jobId(), partitions, spec.spread());
        this.settings = settings;
        this.outbox = outbox;
        this.nanoClock = nanoClock;
        this.owner = owner;
        this.encoder = new GradientEncoder(spec, attempt);
        this.slots = BlockSlot.cut(spec, this.partitions::of);
        this.keys = slots.stream().map(slot -> slot.key().bytes()).toArray(byte[][]::new);
        this.values = StepAssembly.arrays(spec.tensors());
        this.best = spec.bestParameters();
        this.nextStep = spec.firstStep();
        slots.forEach(slot -> slotsByKey.put(slot.key().toString(), slot));
    }

    @Override
    public String jobId() {
        return spec.jobId();
    }

    @Override
    public long attempt() {
        return attempt;
    }

    int[] partitions() {
        return partitions.all();
    }

    @Override
    public synchronized long nextStep() {
        return nextStep;
    }

    @Override
    public JobUpdate step(Gradients gradients, double loss) {
        return await(stepAsync(gradients, loss));
    }

    @Override
    public JobUpdate step(Gradients gradients) {
        return await(stepAsync(gradients));
    }

    @Override
    public CompletableFuture<JobUpdate> stepAsync(Gradients gradients, double loss) {
        // Gradients of a loss that is no number are none either; the application needs only the loss to help.
        return begin(Double.isFinite(loss) ? GradientKind.GRADIENT : GradientKind.SKIP, gradients, loss);
    }

    @Override
    public CompletableFuture<JobUpdate> stepAsync(Gradients gradients) {
        return begin(GradientKind.GRADIENT, gradients, null);
    }

    @Override
    public JobUpdate report(Gradients gradients, double loss, Gradients update) {
        return await(reportAsync(gradients, loss, update));
    }

    @Override
    public JobUpdate report(Gradients gradients, Gradients update) {
        return await(reportAsync(gradients, update));
    }

    @Override
    public CompletableFuture<JobUpdate> reportAsync(Gradients gradients, double loss, Gradients update) {
        requireShape("an update", update);
        return begin(Double.isFinite(loss) ? GradientKind.SHADOW : GradientKind.SKIP, gradients, loss, update);
    }

    @Override
    public CompletableFuture<JobUpdate> reportAsync(Gradients gradients, Gradients update) {
        requireShape("an update", update);
        return begin(GradientKind.SHADOW, gradients, null, update);
    }

    @Override
    public JobUpdate skip() {
        return await(skipAsync());
    }

    @Override
    public CompletableFuture<JobUpdate> skipAsync() {
        return begin(GradientKind.SKIP, null, null);
    }

    @Override
    public JobUpdate skip(double loss) {
        return await(skipAsync(loss));
    }

    @Override
    public CompletableFuture<JobUpdate> skipAsync(double loss) {
        return begin(GradientKind.SKIP, null, loss);
    }

    @Override
    public CompletableFuture<JobUpdate> retry() {
        List<PendingStep.Request> again;
        CompletableFuture<JobUpdate> future;
        Runnable completion;
        synchronized (this) {
            PendingStep step = pending;
            if (step == null || !step.isExpired()) {
                throw new IllegalStateException("Job " + spec.jobId() + " has no step that timed out; call step()");
            }
            long now = nanoClock.getAsLong();
            step.rearm(now + settings.stepTimeout().toNanos());
            future = step.future();
            completion = step.answers().isComplete() ? complete(step) : NOTHING;
            again = step.takeOverdue(now, 0);
            resends += again.size();
        }
        again.forEach(request -> request.sendTo(outbox));
        completion.run();
        return future;
    }

    @Override
    public synchronized Checkpoint checkpoint() {
        return new Checkpoint(spec.jobId(), attempt, nextStep);
    }

    @Override
    public synchronized JobStatistics statistics() {
        return new JobStatistics(
                steps,
                expected,
                applied,
                fallbackSteps,
                reverts,
                resends,
                duplicates,
                latencies.quantileMillis(0.5),
                latencies.quantileMillis(0.99),
                optimizers);
    }

    @Override
    public void close() {
        boolean tell;
        synchronized (this) {
            tell = over == null && hasSent;
        }
        end(new JobException.Closed(spec.jobId(), "this process closed it"));
        if (tell) {
            sendClose();
        }
    }

    /** Ends the job here without a word to the application, so that it can be resumed. */
    void abandon(JobException why) {
        end(why);
    }

    /** An answer for one of this job's keys. I/O thread. */
    // Hot path: per record.
    void onUpdate(UpdateBlock update, String key) {
        BlockSlot slot = slotsByKey.get(key);
        if (slot != null) {
            Runnable completion;
            synchronized (this) {
                completion = accept(slot, update);
            }
            completion.run();
        }
    }

    /** Time goes on. I/O thread. */
    void onTime() {
        List<PendingStep.Request> again = List.of();
        Runnable completion = NOTHING;
        synchronized (this) {
            PendingStep step = pending;
            if (step != null && !step.isExpired()) {
                long now = nanoClock.getAsLong();
                completion = check(step, now);
                if (completion == NOTHING) {
                    again = step.takeOverdue(now, settings.resendAfter().toNanos());
                    resends += again.size();
                }
            }
        }
        again.forEach(request -> request.sendTo(outbox));
        completion.run();
    }

    private CompletableFuture<JobUpdate> begin(
            GradientKind kind, @Nullable Gradients gradients, @Nullable Double loss) {
        return begin(kind, gradients, loss, null);
    }

    private CompletableFuture<JobUpdate> begin(
            GradientKind kind, @Nullable Gradients gradients, @Nullable Double loss, @Nullable Gradients ownUpdate) {
        PendingStep step;
        byte @Nullable [] report;
        CompletableFuture<JobUpdate> future;
        synchronized (this) {
            requireIdle();
            if (over != null) {
                return CompletableFuture.failedFuture(over);
            }
            try {
                step = prepare(kind, gradients, loss);
                if (kind == GradientKind.SHADOW && ownUpdate != null) {
                    own.keep(step.answers().step(), ownUpdate);
                }
            } catch (JobException e) {
                return CompletableFuture.failedFuture(e);
            }
            report = loss == null ? null : encoder.loss(step.answers().step(), loss);
            future = step.future();
        }
        step.requests().forEach(request -> request.sendTo(outbox));
        if (report != null) {
            outbox.report(partitions.home(), spec.jobId().getBytes(StandardCharsets.UTF_8), report);
        }
        return future;
    }

    private static void nothing() {}

    private void requireIdle() {
        if (pending != null && !pending.isExpired()) {
            throw new IllegalStateException("Job " + spec.jobId() + " still waits for step "
                    + pending.answers().step() + "; take one step at a time, and wait for its future");
        }
    }

    private PendingStep prepare(GradientKind kind, @Nullable Gradients gradients, @Nullable Double loss) {
        if (gradients != null) {
            requireShape("gradients", gradients);
            sayIfThereIsNoLoss(kind, loss);
        }
        long now = nanoClock.getAsLong();
        List<PendingStep.Request> requests = new ArrayList<>(slots.size());
        for (BlockSlot slot : slots) {
            byte[] value = gradients == null || kind == GradientKind.SKIP
                    ? encoder.mark(slot, nextStep, kind, loss)
                    : encoder.gradient(slot, nextStep, kind, gradients, loss, own);
            requests.add(new PendingStep.Request(slot, keys[slot.ordinal()], value, now));
        }
        StepAssembly answers = new StepAssembly(attempt, nextStep, spec.tensors(), slots.size(), values, best);
        PendingStep step = new PendingStep(
                answers, kind, requests, now, now + settings.stepTimeout().toNanos());
        pending = step;
        hasSent = true;
        nextStep++;
        expected += kind == GradientKind.GRADIENT ? slots.size() : 0;
        return step;
    }

    private void sayIfThereIsNoLoss(GradientKind kind, @Nullable Double loss) {
        if (loss == null && kind == GradientKind.GRADIENT && !saidNoLoss) {
            saidNoLoss = true;
            MetastepClient.LOG
                    .atWarn()
                    .addKeyValue("job", spec.jobId())
                    .addKeyValue("step", nextStep)
                    .log(
                            "A step without a loss: without losses nobody guards the job's optimizer, learns from it or tries new"
                                    + " versions on it; give step() the loss");
        }
    }

    private void requireShape(String what, Gradients gradients) {
        if (gradients.tensors() != spec.tensors().size()) {
            throw new IllegalArgumentException("Job " + spec.jobId() + ": got " + what + " of " + gradients.tensors()
                    + " tensors, the spec has " + spec.tensors().size());
        }
        for (int t = 0; t < gradients.tensors(); t++) {
            Tensor tensor = spec.tensors().get(t);
            if (gradients.length(t) != tensor.coordinates()) {
                throw new IllegalArgumentException("Job " + spec.jobId() + ", tensor " + tensor.name() + ": got " + what
                        + " of " + gradients.length(t) + " coordinates, the spec's shape has " + tensor.coordinates());
            }
        }
    }

    private Runnable accept(BlockSlot slot, UpdateBlock update) {
        if (over != null) {
            return NOTHING;
        }
        if (update.getAttempt() != attempt) {
            return ofAnotherAttempt(update);
        }
        return switch (update.getAction()) {
            case APPLY, SKIP, REVERT -> answered(slot, update);
            case REJECTED, UNKNOWN -> rejected(slot, update);
        };
    }

    /** Only an answer, not a rejection, says that the application serves a later attempt. */
    private Runnable ofAnotherAttempt(UpdateBlock update) {
        if (update.getAction() == UpdateAction.REJECTED) {
            noteUnreadable(update);
            return NOTHING;
        }
        return update.getAttempt() < attempt
                ? NOTHING
                : fenced("attempt " + update.getAttempt() + " of it is being served");
    }

    /**
     * The application could not read a record under one of this job's keys. Perhaps it was ours (a client newer than the
     * application), perhaps anybody's garbage: so the step goes on, but a timeout will mention it.
     */
    private void noteUnreadable(UpdateBlock update) {
        PendingStep step = pending;
        if (step != null && update.getAttempt() == UNREADABLE) {
            step.note(update.getReason() + ": " + update.getDetail());
        }
    }

    private Runnable answered(BlockSlot slot, UpdateBlock update) {
        PendingStep step = pending;
        if (step == null
                || step.answers().step() != update.getStep()
                || step.answers().has(slot.ordinal())) {
            duplicates++;
            return NOTHING;
        }
        try {
            step.answers().put(slot, update);
        } catch (IllegalStateException e) {
            return fail(step, e);
        }
        return step.answers().isComplete() && !step.isExpired() ? complete(step) : NOTHING;
    }

    private Runnable rejected(BlockSlot slot, UpdateBlock update) {
        String reason = update.getReason() == null ? "UNKNOWN" : update.getReason();
        String detail = update.getDetail() == null ? "" : update.getDetail();
        if (reason.equals(RejectionReason.FENCED_ATTEMPT.code())) {
            return fenced(detail);
        }
        if (reason.equals(RejectionReason.CLOSED.code())) {
            return finish(new JobException.Closed(spec.jobId(), detail));
        }
        PendingStep step = pending;
        if (step == null || step.answers().step() != update.getStep()) {
            duplicates++;
            return NOTHING;
        }
        return fail(
                step,
                new JobException.Rejected(
                        spec.jobId(),
                        update.getStep(),
                        slot.key().tensor(),
                        slot.key().block(),
                        reason,
                        update.getAction() == UpdateAction.UNKNOWN ? "an action this client does not know" : detail));
    }

    private Runnable fenced(String by) {
        return finish(new JobException.Fenced(spec.jobId(), attempt, by));
    }

    private Runnable check(PendingStep step, long now) {
        Exception refusal = step.refusal();
        if (refusal != null) {
            return fail(
                    step,
                    new JobException.Unreachable(
                            "Job " + spec.jobId() + ", step " + step.answers().step()
                                    + ": the cluster refuses the gradients: " + refusal.getMessage(),
                            refusal));
        }
        return step.isOver(now) ? expire(step) : NOTHING;
    }

    private Runnable expire(PendingStep step) {
        step.expire();
        JobException timedOut = new JobException.TimedOut(
                spec.jobId(),
                step.answers().step(),
                step.answers().unanswered(),
                step.blocks(),
                settings.stepTimeout(),
                owner.longestThrottle(),
                step.unreadable(),
                step.lastFailure());
        CompletableFuture<JobUpdate> future = step.future();
        return () -> future.completeExceptionally(timedOut);
    }

    private Runnable complete(PendingStep step) {
        pending = null;
        steps++;
        applied += step.answers().applied();
        JobUpdate update = step.answers().update();
        fallbackSteps += update.appliedBy() == AppliedBy.FALLBACK ? 1 : 0;
        if (update.action() == UpdateAction.REVERT) {
            reverted(step, update);
        }
        noteOptimizers(update.optimizers());
        latencies.record(nanoClock.getAsLong() - step.begun());
        CompletableFuture<JobUpdate> future = step.future();
        return () -> future.complete(update);
    }

    private void noteOptimizers(List<String> ofTensors) {
        for (int t = 0; t < ofTensors.size(); t++) {
            if (!ofTensors.get(t).isEmpty()) {
                optimizers.put(spec.tensors().get(t).name(), ofTensors.get(t));
            }
        }
    }

    private void reverted(PendingStep step, JobUpdate update) {
        reverts++;
        expected -= step.kind() == GradientKind.GRADIENT ? slots.size() : 0;
        MetastepClient.LOG
                .atWarn()
                .addKeyValue("job", spec.jobId())
                .addKeyValue("step", update.step())
                .addKeyValue("bestStep", update.bestStep().orElse(-1))
                .log("The application sends the job back to its best parameters");
    }

    private Runnable fail(PendingStep step, RuntimeException why) {
        pending = null;
        CompletableFuture<JobUpdate> future = step.future();
        return () -> future.completeExceptionally(why);
    }

    private Runnable finish(JobException why) {
        over = why;
        PendingStep step = pending;
        return step == null ? NOTHING : fail(step, why);
    }

    private void end(JobException why) {
        Runnable completion = NOTHING;
        boolean leaves;
        synchronized (this) {
            if (over == null) {
                completion = finish(why);
            }
            leaves = !left;
            left = true;
        }
        if (leaves) {
            owner.leave(this);
        }
        completion.run();
    }

    private void sendClose() {
        CountDownLatch unsent = new CountDownLatch(slots.size());
        for (BlockSlot slot : slots) {
            byte[] value;
            synchronized (this) {
                value = encoder.mark(slot, nextStep, GradientKind.CLOSE, null);
            }
            outbox.send(slot.partition(), keys[slot.ordinal()], value, failure -> unsent.countDown());
        }
        try {
            boolean sent = unsent.await(settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
            if (!sent) {
                MetastepClient.LOG
                        .atWarn()
                        .addKeyValue("job", spec.jobId())
                        .log("The broker did not take the job's end in time; its memory is freed by the idle time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JobUpdate await(CompletableFuture<JobUpdate> future) {
        if (owner.isIoThread() && !future.isDone()) {
            throw new IllegalStateException("Job " + spec.jobId()
                    + ": step() would wait for the very thread it is called on; use stepAsync() there");
        }
        return Waiting.on(future);
    }
}

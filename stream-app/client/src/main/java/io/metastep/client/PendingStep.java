package io.metastep.client;

import io.metastep.schemas.GradientKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** A step that waits for answers: its records, who answered, and when to send again. Guarded by its job's lock. */
final class PendingStep {
    private final StepAssembly answers;
    private final GradientKind kind;
    private final List<Request> requests;
    private final long begun;
    private long deadline;
    private @Nullable String unreadable;
    private boolean expired;
    private CompletableFuture<JobUpdate> future = new CompletableFuture<>();

    /** One block's record; the state of its sending is written by the producer's thread. */
    static final class Request {
        private final BlockSlot slot;
        private final byte[] key;
        private final byte[] value;
        private volatile boolean inTransit = true;
        private volatile long sentAt;
        private volatile @Nullable Exception failure;

        Request(BlockSlot slot, byte[] key, byte[] value, long now) {
            this.slot = slot;
            this.key = key;
            this.value = value;
            this.sentAt = now;
        }

        void sendTo(Outbox outbox) {
            outbox.send(slot.partition(), key, value, this::sent);
        }

        private void sent(@Nullable Exception problem) {
            failure = problem;
            inTransit = false;
        }

        private boolean isOverdue(long now, long resendAfter) {
            return !inTransit && now - sentAt >= resendAfter;
        }

        private void again(long now) {
            sentAt = now;
            inTransit = true;
        }
    }

    PendingStep(StepAssembly answers, GradientKind kind, List<Request> requests, long begun, long deadline) {
        this.answers = answers;
        this.kind = kind;
        this.requests = requests;
        this.begun = begun;
        this.deadline = deadline;
    }

    StepAssembly answers() {
        return answers;
    }

    GradientKind kind() {
        return kind;
    }

    List<Request> requests() {
        return requests;
    }

    int blocks() {
        return requests.size();
    }

    long begun() {
        return begun;
    }

    CompletableFuture<JobUpdate> future() {
        return future;
    }

    /** Whether its owner was told that it timed out; answers still count. */
    boolean isExpired() {
        return expired;
    }

    /** Remembers why the application could not read a record that may be one of these. */
    void note(String rejection) {
        unreadable = rejection;
    }

    /** Why the application could not read a record that may be one of these, or null. */
    @Nullable
    String unreadable() {
        return unreadable;
    }

    boolean isOver(long now) {
        return now - deadline >= 0;
    }

    void expire() {
        expired = true;
    }

    /** Waits again, with a new future. */
    void rearm(long newDeadline) {
        expired = false;
        deadline = newDeadline;
        future = new CompletableFuture<>();
    }

    /** The unanswered records that the broker has had (or refused) for that long, marked as sent again. */
    List<Request> takeOverdue(long now, long resendAfter) {
        List<Request> overdue = new ArrayList<>();
        for (Request request : requests) {
            if (!answers.has(request.slot.ordinal()) && request.isOverdue(now, resendAfter)) {
                request.again(now);
                overdue.add(request);
            }
        }
        return overdue;
    }

    /** Why a record can never be sent, or null. */
    @Nullable
    Exception refusal() {
        for (Request request : requests) {
            Exception failure = request.failure;
            if (failure != null && !(failure instanceof RetriableException)) {
                return failure;
            }
        }
        return null;
    }

    /** The last reason why a record was not sent, or null. */
    @Nullable
    Exception lastFailure() {
        Exception last = null;
        for (Request request : requests) {
            Exception failure = request.failure;
            last = failure == null ? last : failure;
        }
        return last;
    }
}

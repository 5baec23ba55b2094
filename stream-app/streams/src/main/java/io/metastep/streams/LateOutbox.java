package io.metastep.streams;

import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.StepComparison;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.UpdateBlock;
import io.metastep.streams.core.GradientRecord;
import io.metastep.streams.core.Outbox;
import org.jspecify.annotations.Nullable;

/** An outbox that is not there yet when its partition is made. */
final class LateOutbox implements Outbox {
    private @Nullable Outbox outbox;

    void connect(Outbox there) {
        outbox = there;
    }

    private Outbox outbox() {
        if (outbox == null) {
            throw new IllegalStateException("Nobody listens yet");
        }
        return outbox;
    }

    @Override
    public void answer(GradientRecord logged, UpdateBlock update) {
        outbox().answer(logged, update);
    }

    @Override
    public void emit(GradientRecord logged, TrajectorySegment segment) {
        outbox().emit(logged, segment);
    }

    @Override
    public void emit(GradientRecord logged, StepComparison comparison) {
        outbox().emit(logged, comparison);
    }

    @Override
    public void reject(GradientRecord logged, RejectionReason reason, String detail) {
        outbox().reject(logged, reason, detail);
    }
}

package io.metastep.streams.core;

import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.StepComparison;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.UpdateBlock;

/** Where answers and rejections go. */
public interface Outbox {
    /** Answers the record. */
    void answer(GradientRecord record, UpdateBlock update);

    /** Publishes a trajectory segment of the record's block that this record finished. */
    void emit(GradientRecord record, TrajectorySegment segment);

    /** Publishes how the optimizer's step compares with the one that the record says the job took. */
    void emit(GradientRecord record, StepComparison comparison);

    /** Lays the record aside with its original bytes. */
    void reject(GradientRecord record, RejectionReason reason, String detail);
}

package io.metastep.streams.core;

import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.UpdateBlock;

/** Where answers and rejections go. */
public interface Outbox {
    /** Answers the record. */
    void answer(GradientRecord record, UpdateBlock update);

    /** Publishes a trajectory segment of the record's block that this record finished. */
    void emit(GradientRecord record, TrajectorySegment segment);

    /** Lays the record aside with its original bytes. */
    void reject(GradientRecord record, RejectionReason reason, String detail);
}

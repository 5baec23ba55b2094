package io.metastep.streams.core;

import io.metastep.schemas.RejectionReason;

/** What became of a well-formed record. */
sealed interface Verdict {
    /** The block's answer is in the block. */
    enum Granted implements Verdict {
        /** There is an update. */
        APPLIED,
        /** The job took the step itself; what the optimizer would have done is in the block. */
        SHOWN,
        /** The step was skipped. */
        SKIPPED,
        /** The job has to go back to its best parameters. */
        REVERTED,
        /** The block is closed. */
        CLOSED,
        /** The record was answered before; the same answer again, the block is untouched. */
        REPEATED
    }

    /** The block is as before. */
    record Rejected(RejectionReason reason, String detail) implements Verdict {}
}

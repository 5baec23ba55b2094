package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.Limits;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.WireException;
import org.jspecify.annotations.Nullable;

/** Lays records aside, and tells the job wherever the key says whose they are. */
final class Rejections {
    private final GradientReader reader;
    private final Outbox outbox;
    private final Counters counters;
    private final JobTallies tallies;

    Rejections(GradientReader reader, Outbox outbox, Counters counters, JobTallies tallies) {
        this.reader = reader;
        this.outbox = outbox;
        this.counters = counters;
        this.tallies = tallies;
    }

    /** The record that was just read is not well formed. */
    void malformed(GradientRecord logged, @Nullable BlockKey key, WireException cause) {
        GradientBlock decoded = cause.reason() == RejectionReason.KEY_MISMATCH ? null : reader.decoded();
        long attempt = decoded == null ? Answers.UNKNOWN_STEP : decoded.getAttempt();
        long step = decoded == null ? Answers.UNKNOWN_STEP : decoded.getStep();
        reject(logged, key, attempt, step, cause.reason(), cause.detail());
    }

    /** The rules of the block forbid the record. */
    void outOfTurn(GradientRecord logged, Arrival arrival, Verdict.Rejected verdict) {
        reject(logged, arrival.key(), arrival.attempt(), arrival.step(), verdict.reason(), verdict.detail());
    }

    private void reject(
            GradientRecord logged,
            @Nullable BlockKey key,
            long attempt,
            long step,
            RejectionReason reason,
            String fullDetail) {
        String detail =
                fullDetail.length() <= Limits.DETAIL_CHARS ? fullDetail : fullDetail.substring(0, Limits.DETAIL_CHARS);
        counters.rejected(reason);
        outbox.reject(logged, reason, detail);
        if (key != null) {
            tallies.rejected(key.jobId(), logged.timestamp(), reason);
            outbox.answer(logged, Answers.rejection(key, attempt, step, reason, detail));
        }
    }
}

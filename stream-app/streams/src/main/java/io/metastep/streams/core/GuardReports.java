package io.metastep.streams.core;

import io.metastep.streams.core.Counters.Event;
import io.metastep.streams.core.Verdict.Granted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what guards do, and logs it: all blocks of a job do the same, so only the first of each tensor speaks. */
final class GuardReports {
    private static final Logger LOG = LoggerFactory.getLogger(GuardReports.class);

    private final Counters counters;

    GuardReports(Counters counters) {
        this.counters = counters;
    }

    /** A record was answered. */
    // Hot path: per record.
    void report(LiveBlock block, Guard before, Arrival arrival, Verdict verdict) {
        if (verdict == Granted.REVERTED) {
            counters.add(Event.REVERTS, 1);
            reportRevert(block, before, arrival);
        } else if (verdict == Granted.APPLIED && block.guard.isFallback()) {
            counters.add(Event.FALLBACK_STEPS, 1);
        } else if (verdict == Granted.APPLIED && block.guard.isNewTry()) {
            counters.add(Event.GUARD_RETRIES, 1);
            reportRetry(block, arrival);
        }
    }

    private void reportRevert(LiveBlock block, Guard before, Arrival arrival) {
        boolean isTrip = !before.isFallback();
        counters.add(Event.GUARD_TRIPS, isTrip ? 1 : 0);
        if (block.key.block() == 0) {
            LOG.atWarn()
                    .addKeyValue("job", block.key.jobId())
                    .addKeyValue("tensor", block.key.tensor())
                    .addKeyValue("step", arrival.step())
                    .addKeyValue("loss", arrival.gradient().getLoss())
                    .addKeyValue("best", block.guard.losses().best())
                    .addKeyValue("bestStep", block.guard.bestStep())
                    .addKeyValue("failures", block.guard.failures())
                    .addKeyValue("fallbackRate", arrival.gradient().getFallbackRate())
                    .log(
                            isTrip
                                    ? "The optimizer lost its blocks to the fallback; the job goes back to its best parameters"
                                    : "The loss is not finite under the fallback; the job goes back to its best parameters");
        }
    }

    private static void reportRetry(LiveBlock block, Arrival arrival) {
        if (block.key.block() == 0) {
            LOG.atInfo()
                    .addKeyValue("job", block.key.jobId())
                    .addKeyValue("tensor", block.key.tensor())
                    .addKeyValue("step", arrival.step())
                    .addKeyValue("failures", block.guard.failures())
                    .log("The optimizer gets another try, with fresh memory");
        }
    }
}

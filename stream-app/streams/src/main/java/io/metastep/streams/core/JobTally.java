package io.metastep.streams.core;

import io.metastep.schemas.GradientKind;
import io.metastep.schemas.JobActivity;
import io.metastep.schemas.RejectionReason;
import io.metastep.streams.core.Verdict.Granted;
import org.jspecify.annotations.Nullable;

/** What has happened to the blocks of one job in one partition, and what is recent of it. */
final class JobTally {
    private static final long NONE = -1;

    private final String jobId;
    private final long since;
    private final LossCourse course = new LossCourse();

    // The newest.
    private long attempt = NONE;
    private long step = NONE;
    private @Nullable Double loss;
    private String workload = "";
    private boolean isClosed;

    // Since the tally began.
    private long updates;
    private long fallbackUpdates;
    private long shadowSteps;
    private long reverts;
    private long memoryRestarts;
    private long refusedBlocks;
    private long rejected;
    private @Nullable RejectionReason rejection;

    // Since the last look.
    private boolean hasNews;
    private long stepBefore = NONE;
    private long recentCoordinates;
    private final Sizes sizes = new Sizes();

    /**
     * A tally of nothing.
     *
     * @param since broker's time of the record that it begins with
     */
    JobTally(String jobId, long since) {
        this.jobId = jobId;
        this.since = since;
    }

    // Hot path: per record.
    void answered(LiveBlock block, Arrival arrival, Verdict verdict) {
        hasNews = true;
        takePlace(arrival);
        if (verdict == Granted.APPLIED) {
            updates++;
            fallbackUpdates += block.guard.isFallback() ? 1 : 0;
            recentCoordinates += arrival.coordinates();
        } else if (verdict == Granted.SHOWN) {
            shadowSteps++;
        } else if (verdict == Granted.REVERTED) {
            reverts++;
        }
    }

    private void takePlace(Arrival arrival) {
        beginAttempt(arrival.attempt());
        isClosed = arrival.gradient().getKind() == GradientKind.CLOSE;
        if (arrival.attempt() == attempt && arrival.step() >= step && !isClosed) {
            step = arrival.step();
            loss = arrival.gradient().getLoss();
        }
    }

    private void beginAttempt(long newAttempt) {
        if (newAttempt > attempt) {
            attempt = newAttempt;
            step = NONE;
            stepBefore = NONE;
            loss = null;
            course.clear();
        }
    }

    /** Looks at gradient and update of a block closely; once per block and look is enough. */
    void sample(Arrival arrival, Memory memory) {
        workload = arrival.gradient().getWorkload();
        sizes.add(
                arrival.values(),
                memory.update(),
                arrival.coordinates(),
                arrival.gradient().getUpdateScale());
    }

    void restarted() {
        memoryRestarts++;
    }

    void refused() {
        refusedBlocks++;
    }

    void rejected(RejectionReason reason) {
        hasNews = true;
        rejected++;
        rejection = reason;
    }

    boolean hasNews() {
        return hasNews;
    }

    /**
     * All of it; what was recent no longer is.
     *
     * @param census of the job's blocks
     * @param seconds since the last look; 0: not known
     * @return without partition, instance and latencies
     */
    JobActivity.Builder take(BlockCensus census, long nowMillis, double seconds) {
        beginAttempt(census.attempt());
        Double smoothed = census.smoothedLoss();
        LossCourse.Point earlier = smoothed == null ? null : course.earlier(nowMillis, smoothed);
        JobActivity.Builder activity = JobActivity.newBuilder()
                .setJobId(jobId)
                .setAt(nowMillis)
                .setSince(since)
                .setSeconds(seconds)
                .setAttempt(attempt)
                .setWorkload(workload)
                .setStep(step == NONE ? null : step)
                .setRecentSteps(stepBefore == NONE || step == NONE ? 0 : step - stepBefore)
                .setLoss(loss)
                .setSmoothedLoss(smoothed)
                .setEarlierLoss(earlier == null ? null : earlier.loss())
                .setEarlierSeconds(earlier == null ? 0 : (nowMillis - earlier.at()) / 1_000.0)
                .setIsClosed(isClosed && census.blocks() == 0)
                .setSampled(sizes.coordinates())
                .setGradientSquares(sizes.gradientSquares())
                .setUpdateSquares(sizes.updateSquares())
                .setRecentCoordinates(recentCoordinates)
                .setUpdates(updates)
                .setFallbackUpdates(fallbackUpdates)
                .setShadowSteps(shadowSteps)
                .setRejected(rejected)
                .setRejection(rejection == null ? null : rejection.code())
                .setReverts(reverts)
                .setMemoryRestarts(memoryRestarts)
                .setRefusedBlocks(refusedBlocks);
        census.describe(activity);
        forgetRecent();
        return activity;
    }

    private void forgetRecent() {
        hasNews = false;
        stepBefore = step;
        recentCoordinates = 0;
        sizes.clear();
    }
}

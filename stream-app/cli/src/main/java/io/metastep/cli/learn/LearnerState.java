package io.metastep.cli.learn;

import io.metastep.metalearner.kafka.LearnerListener;
import io.metastep.metalearner.online.LearnerProgress;
import io.metastep.metalearner.online.StepReport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a learner is at, for probes and metrics: the learner's thread tells, any thread may ask. */
final class LearnerState implements LearnerListener {
    private volatile LongSupplier lag = () -> 0;
    private volatile String words = "waits for the group";
    private volatile @Nullable LearnerProgress progress;
    private volatile boolean isReady;
    private volatile double metaLoss = Double.NaN;

    /** Asks this for the lag. */
    void watch(LongSupplier segments) {
        lag = segments;
    }

    @Override
    public void standsBy() {
        become("stands by", true, null);
    }

    @Override
    public void works(LearnerProgress now, boolean isNew) {
        become("works", true, now);
    }

    @Override
    public void stepped(StepReport step, LearnerProgress now) {
        progress = now;
        metaLoss = step.metaLoss();
    }

    @Override
    public void interrupted(String reason) {
        become("interrupted: " + reason.replace('\n', ' '), false, null);
    }

    private void become(String state, boolean ready, @Nullable LearnerProgress now) {
        progress = now;
        words = state;
        isReady = ready;
    }

    /** In words. */
    String words() {
        return words;
    }

    /** Whether it works, or would at once if who works now ended. */
    boolean isReady() {
        return isReady;
    }

    boolean isWorking() {
        return progress != null;
    }

    /** Segments that it has not taken yet; 0 while another works. */
    long lag() {
        return isWorking() ? lag.getAsLong() : 0;
    }

    /** NaN before the first meta-step. */
    double metaLoss() {
        return metaLoss;
    }

    long metaSteps() {
        LearnerProgress now = progress;
        return now == null ? 0 : now.metaSteps();
    }

    int version() {
        LearnerProgress now = progress;
        return now == null ? 0 : now.version();
    }

    /** What is counted under that name. */
    long count(String name) {
        LearnerProgress now = progress;
        return now == null ? 0 : now.counters().getOrDefault(name, 0L);
    }

    /** Segments that were refused, for whatever reason. */
    long refused() {
        LearnerProgress now = progress;
        return now == null ? 0 : now.refused();
    }
}

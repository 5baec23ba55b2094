package io.metastep.cli.learn;

import io.metastep.metalearner.kafka.LearnerListener;
import io.metastep.metalearner.online.LearnerProgress;
import io.metastep.metalearner.online.Release;
import io.metastep.metalearner.online.StepReport;
import java.util.List;

/** Tells several listeners, in their order. */
record Listeners(List<LearnerListener> all) implements LearnerListener {
    Listeners {
        all = List.copyOf(all);
    }

    @Override
    public void standsBy() {
        all.forEach(LearnerListener::standsBy);
    }

    @Override
    public void works(LearnerProgress progress, boolean isNew) {
        all.forEach(listener -> listener.works(progress, isNew));
    }

    @Override
    public void stepped(StepReport step, LearnerProgress progress) {
        all.forEach(listener -> listener.stepped(step, progress));
    }

    @Override
    public void released(Release release) {
        all.forEach(listener -> listener.released(release));
    }

    @Override
    public void interrupted(String reason) {
        all.forEach(listener -> listener.interrupted(reason));
    }
}

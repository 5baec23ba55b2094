package io.metastep.cli.learn;

import io.metastep.metalearner.kafka.LearnerListener;
import io.metastep.metalearner.online.LearnerProgress;
import io.metastep.metalearner.online.Release;
import io.metastep.metalearner.online.StepReport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a learner did in this run, for people and as JSON. Written and read by the learner's thread. */
final class LearnReport implements LearnerListener {
    /** Meta-steps and releases that are kept, the last ones. */
    private static final int MOST = 10_000;

    private final String family;
    private final Deque<Map<String, Object>> releases = new ArrayDeque<>();
    private final Deque<Map<String, @Nullable Object>> steps = new ArrayDeque<>();
    private long published;
    private @Nullable LearnerProgress last;
    private long metaSteps;

    LearnReport(String family) {
        this.family = family;
    }

    @Override
    public void works(LearnerProgress progress, boolean isNew) {
        last = progress;
    }

    @Override
    public void stepped(StepReport step, LearnerProgress progress) {
        last = progress;
        if (step.isMoved()) {
            metaSteps++;
            keep(steps, entry(step));
        }
    }

    private static Map<String, @Nullable Object> entry(StepReport step) {
        var entry = new LinkedHashMap<String, @Nullable Object>();
        entry.put("metaStep", step.metaStep());
        entry.put("jobs", step.jobs());
        entry.put("segments", step.segments());
        entry.put("rollouts", step.rollouts());
        entry.put("metaLoss", Double.isFinite(step.metaLoss()) ? step.metaLoss() : null);
        return entry;
    }

    @Override
    public void released(Release release) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("isPublished", release.file().isPresent());
        entry.put("news", release.news());
        entry.put("channels", channels(release));
        keep(releases, entry);
        published += release.file().isPresent() ? 1 : 0;
    }

    private static Map<String, Object> channels(Release release) {
        var channels = new LinkedHashMap<String, Object>();
        release.changes().forEach(change -> channels.put(change.channel(), change.version()));
        return channels;
    }

    private static <T> void keep(Deque<T> entries, T entry) {
        entries.add(entry);
        if (entries.size() > MOST) {
            entries.remove();
        }
    }

    /** Whether it ever worked. */
    boolean hasWorked() {
        return last != null;
    }

    String summary(Duration elapsed) {
        LearnerProgress end = last;
        if (end == null) {
            return "Stood by all the time; nothing was learned here.";
        }
        return "Took %d meta-steps in %d s and published %d versions; stands at meta-step %d, %s@%d."
                .formatted(metaSteps, elapsed.toSeconds(), published, end.metaSteps(), family, end.version());
    }

    Map<String, Object> json(Duration elapsed) {
        var json = new LinkedHashMap<String, Object>();
        json.put("family", family);
        json.put("metaStepsTaken", metaSteps);
        json.put("elapsedSeconds", elapsed.toMillis() / 1_000.0);
        LearnerProgress end = last;
        if (end != null) {
            json.put("metaSteps", end.metaSteps());
            json.put("version", end.version());
            json.put("counters", end.counters());
        }
        json.put("releases", releases);
        json.put("steps", steps);
        return json;
    }
}

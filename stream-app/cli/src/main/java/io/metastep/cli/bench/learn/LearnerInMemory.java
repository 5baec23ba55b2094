package io.metastep.cli.bench.learn;

import io.metastep.metalearner.Workers;
import io.metastep.metalearner.online.Gate;
import io.metastep.metalearner.online.Learner;
import io.metastep.metalearner.online.LearnerProgress;
import io.metastep.metalearner.online.LearnerSettings;
import io.metastep.metalearner.online.Release;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.BlockKey;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.Wire;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** The learner's core, and the way from it to the jobs, which may take some time. */
final class LearnerInMemory implements AutoCloseable {
    private static final int PARTITION = 0;

    private final Learner learner;
    private final Gate gate;
    private final int delay;
    private final FamilyInMemory published;
    private final FamilyInMemory served;
    private final Queue<UnderWay> underWay = new ArrayDeque<>();
    private final List<Release> releases = new ArrayList<>();
    private final Wire<TrajectorySegment> wire = Wire.trajectories();
    private long offset;

    private record UnderWay(Release release, long due) {}

    /**
     * A learner that begins.
     *
     * @param delay meta-steps from the release of a version until jobs get it
     */
    LearnerInMemory(LearnerSettings settings, OptimizerFile first, Gate gate, int delay, Workers workers) {
        this.gate = gate;
        this.delay = delay;
        learner = Learner.begin(settings, first, workers);
        published = new FamilyInMemory(first);
        served = new FamilyInMemory(first);
    }

    /** What jobs get. */
    FamilyInMemory served() {
        return served;
    }

    /** The version that a channel names for whoever asks the learner. */
    Optional<OptimizerFile> channel(String channel) {
        return published.channel(channel);
    }

    /** All releases, in order. */
    List<Release> releases() {
        return List.copyOf(releases);
    }

    LearnerProgress progress() {
        return learner.progress();
    }

    void take(TrajectorySegment segment, Instant now) {
        byte[] key = new BlockKey(segment.getJobId(), segment.getTensor(), segment.getBlock()).bytes();
        var unused = learner.take(PARTITION, offset, key, wire.encode(segment), now, now);
        offset++;
        if (learner.isDue(now)) {
            step(now);
        }
    }

    private void step(Instant now) {
        learner.step();
        long metaSteps = learner.progress().metaSteps();
        for (Release release : learner.releases(published, gate, now)) {
            published.publish(release, now);
            releases.add(release);
            underWay.add(new UnderWay(release, metaSteps + delay));
        }
        while (!underWay.isEmpty() && underWay.element().due() <= metaSteps) {
            served.publish(underWay.remove().release(), now);
        }
    }

    @Override
    public void close() {
        learner.close();
    }
}

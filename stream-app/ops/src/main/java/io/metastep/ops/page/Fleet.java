package io.metastep.ops.page;

import io.metastep.ops.FleetReading;
import io.metastep.schemas.InstanceStatus;
import io.metastep.schemas.JobStatus;
import io.metastep.schemas.OptimizerChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What jobs, instances and channels said lately, within bounds; every change has a version. Thread-safe. */
final class Fleet {
    static final int MOST_JOBS = 500;
    static final int MOST_HAPPENINGS = 200;

    /** Whatever is older was there before somebody looked: nobody saw it begin. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Map<String, SeenJob> jobs = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, SeenInstance> instances = new TreeMap<>();
    private final Map<String, SeenChannel> channels = new TreeMap<>();
    private final Deque<SeenHappening> happenings = new ArrayDeque<>();
    private long version;
    private int missingReplicas;

    private record SeenChannel(Snapshot.Channel channel, long version) {}

    private record SeenHappening(Happening happening, long version) {}

    Fleet(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void accept(JobStatus status) {
        version++;
        SeenJob seen = jobs.get(status.job());
        if (seen == null) {
            makeRoom();
            jobs.put(status.job(), new SeenJob(status, version));
            if (isFresh(status.at())) {
                tell(Happenings.began(status));
            }
        } else {
            Happenings.between(seen.status(), status).forEach(this::tell);
            seen.accept(status, version);
        }
        changed();
    }

    private void makeRoom() {
        if (jobs.size() == MOST_JOBS) {
            Iterator<String> longestQuiet = jobs.keySet().iterator();
            longestQuiet.next();
            longestQuiet.remove();
        }
    }

    synchronized void accept(InstanceStatus status) {
        version++;
        SeenInstance seen = instances.get(status.instance());
        if (seen == null) {
            instances.put(status.instance(), new SeenInstance(status, version));
            if (isFresh(status.at())) {
                tell(Happenings.began(status));
            }
        } else {
            Happenings.between(seen.status(), status).forEach(this::tell);
            seen.accept(status, version);
        }
        changed();
    }

    synchronized void accept(OptimizerChannel channel) {
        version++;
        Snapshot.Channel told = ChannelMoves.of(channel);
        channels.put(told.family() + "#" + told.channel(), new SeenChannel(told, version));
        if (channel.getAt() != null && isFresh(channel.getAt())) {
            tell(ChannelMoves.happening(channel));
        }
        changed();
    }

    /** So many copies of partitions of the topic status are not in sync. */
    synchronized void miss(int replicas) {
        missingReplicas = replicas;
    }

    private boolean isFresh(long at) {
        return at > clock.millis() - FRESH.toMillis();
    }

    private void tell(Happening happening) {
        if (happenings.size() == MOST_HAPPENINGS) {
            happenings.removeFirst();
        }
        happenings.addLast(new SeenHappening(happening, version));
    }

    private void changed() {
        notifyAll();
    }

    /** What came after that version; everything if it is 0. */
    synchronized Snapshot since(long known) {
        return new Snapshot(
                version,
                clock.millis(),
                known == 0,
                after(known, jobs.values()),
                instances.values().stream()
                        .filter(seen -> seen.version() > known)
                        .map(seen -> seen.since(known))
                        .toList(),
                channels.values().stream()
                        .filter(seen -> seen.version() > known)
                        .map(SeenChannel::channel)
                        .toList(),
                happenings.stream()
                        .filter(seen -> seen.version() > known)
                        .map(SeenHappening::happening)
                        .toList());
    }

    private static List<Snapshot.Job> after(long known, Collection<SeenJob> jobs) {
        return jobs.stream()
                .filter(seen -> seen.version() > known)
                .map(seen -> seen.since(known))
                .toList();
    }

    /** The metrics of the fleet now. */
    synchronized List<FleetReading> readings() {
        return FleetReadings.of(
                jobs.values().stream().map(SeenJob::status).toList(),
                instances.values().stream().map(SeenInstance::status).toList(),
                channels.values().stream().map(SeenChannel::channel).toList(),
                missingReplicas,
                clock.millis());
    }

    /** Waits until something came after that version, or the time is up. */
    synchronized void await(long known, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        for (long left = timeout.toMillis();
                version <= known && left > 0;
                left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}

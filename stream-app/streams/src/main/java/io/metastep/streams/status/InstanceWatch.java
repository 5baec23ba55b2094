package io.metastep.streams.status;

import io.metastep.optimizer.Optimizers;
import io.metastep.schemas.InstanceStatus;
import io.metastep.schemas.StatusJson;
import io.metastep.streams.core.Counters;
import io.metastep.streams.core.Counters.Event;
import io.metastep.streams.core.Instance;
import java.time.InstantSource;
import java.util.function.IntSupplier;

/** Looks what an instance is at; rates are those since the last look. One thread. */
public final class InstanceWatch {
    private final Identity identity;
    private final Instance instance;
    private final PartitionBoard board;
    private final RestoreProgress restore;
    private final StreamsReadings streams;
    private final IntSupplier failedThreads;
    private final InstantSource clock;
    private final long begin;
    private long lastLook;
    private long updatesBefore;
    private long coordinatesBefore;

    /**
     * Who is watched.
     *
     * @param name of the instance
     * @param application id
     * @param version of the program
     * @param threads configured stream threads
     */
    public record Identity(String name, String application, String version, int threads) {}

    /**
     * A watch.
     *
     * @param failedThreads how many stream threads have died
     */
    public InstanceWatch(
            Identity identity,
            Instance instance,
            Reporting reporting,
            RestoreProgress restore,
            StreamsReadings streams,
            IntSupplier failedThreads) {
        this.identity = identity;
        this.instance = instance;
        this.board = reporting.board();
        this.clock = reporting.clock();
        this.restore = restore;
        this.streams = streams;
        this.failedThreads = failedThreads;
        this.begin = clock.millis();
        this.lastLook = begin;
    }

    String name() {
        return identity.name();
    }

    /** What it is at, in the state that Kafka Streams is in. */
    InstanceStatus look() {
        return look(streams.state());
    }

    /** The last look, after it was closed. */
    InstanceStatus lastLook() {
        return look(InstanceStatus.STOPPED);
    }

    private InstanceStatus look(String state) {
        Counters counters = instance.counters();
        long now = clock.millis();
        long updates = counters.count(Event.STEPS);
        long coordinates = counters.count(Event.COORDINATES);
        double seconds = Math.max(1, now - lastLook) / 1_000.0;
        InstanceStatus status = new InstanceStatus(
                StatusJson.VERSION,
                InstanceStatus.KIND,
                identity.name(),
                identity.application(),
                now,
                state,
                (now - begin) / 1_000.0,
                identity.version(),
                Optimizers.kernel(),
                new InstanceStatus.Threads(identity.threads(), streams.aliveThreads(), failedThreads.getAsInt()),
                board.partitions(),
                (updates - updatesBefore) / seconds,
                (coordinates - coordinatesBefore) / seconds,
                updates,
                counters.count(Event.REJECTED),
                streams.lag(),
                new InstanceStatus.Memory(
                        instance.budget().used(), instance.budget().limit()),
                board.snapshotAgeSeconds(now),
                new InstanceStatus.Recovery(restore.left(), instance.replay().left()),
                board.optimizers());
        lastLook = now;
        updatesBefore = updates;
        coordinatesBefore = coordinates;
        return status;
    }
}

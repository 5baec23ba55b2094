package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.WireException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps some blocks of one job through the log again, past everything that attempts did and later ones gave up. */
final class RewindScan implements GradientLog.Visitor {
    private static final Logger LOG = LoggerFactory.getLogger(RewindScan.class);

    private final BlockMachine machine;
    private final GradientReader reader;
    private final long end;
    private final Map<BlockKey, Track> tracks = new HashMap<>();

    /** A block on its way. */
    private static final class Track {
        private final LiveBlock block;
        private final BlockHeader header;
        private final long from;
        private long finishedAttempt = -1;

        Track(LiveBlock block, long from) {
            this.block = block;
            this.header = block.requireHeader();
            this.from = from;
        }
    }

    /**
     * A scan that ends before a step.
     *
     * @param end the first step that the new attempt makes anew
     */
    RewindScan(BlockMachine machine, GradientReader reader, long end) {
        this.machine = machine;
        this.reader = reader;
        this.end = end;
    }

    /** Takes the block along from that offset on. */
    void add(LiveBlock block, long from) {
        tracks.put(block.key, new Track(block, from));
    }

    /** Where the scan has to begin. */
    long from() {
        return tracks.values().stream().mapToLong(track -> track.from).min().orElse(0);
    }

    /** The block at the end, or null if its past could not be told. */
    @Nullable
    LiveBlock block(BlockKey key) {
        Track track = tracks.get(key);
        return track == null ? null : track.block;
    }

    @Override
    public void visit(GradientRecord logged) {
        try {
            BlockKey key = BlockKey.parse(logged.key());
            Track track = tracks.get(key);
            if (track != null && logged.offset() >= track.from) {
                follow(track, reader.read(key, logged));
            }
        } catch (WireException rejectedThenToo) {
            // It had no effect on the block then and has none now.
        }
    }

    /** A block whose past cannot be told leaves; the others go on without it. */
    private void follow(Track track, Arrival arrival) {
        try {
            step(track, arrival);
        } catch (MissingOptimizerException e) {
            LOG.atWarn().setCause(e).addKeyValue("block", track.block.key).log("Memory starts afresh");
            tracks.remove(track.block.key);
        }
    }

    private void step(Track track, Arrival arrival) {
        long attempt = arrival.attempt();
        if (attempt != track.header.attemptAt(arrival.offset()) || attempt == track.finishedAttempt) {
            return;
        }
        if (track.block.isOpen() && attempt > track.block.attempt) {
            track.block.beginAttempt(attempt, arrival.timestamp());
        }
        if (arrival.step() < track.header.endOf(attempt, end)) {
            machine.accept(track.block, arrival, PinnedDecider.INSTANCE, PinnedDecider.NO_PAST);
        } else if (machine.wouldAccept(track.block, arrival, PinnedDecider.INSTANCE)) {
            // Steps grow: what this attempt did from here on was given up. A rejected record says nothing of that.
            track.finishedAttempt = attempt;
        }
    }
}

package io.metastep.streams.core;

import io.metastep.schemas.RejectionReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What happened since the start. One thread counts, any may read. */
public final class Counters {
    /** What is counted; the name is the metric's. */
    public enum Event {
        STEPS("Gradients answered with an update."),
        COORDINATES("Coordinates in those updates."),
        REPEATED("Resent records answered again with the same update."),
        REJECTED("Records laid aside."),
        REPLAYED("Records stepped again, silently, to rebuild memory."),
        GAP_RECORDS("Records that Kafka Streams did not deliver, read from the log and answered."),
        SNAPSHOTS("Snapshots at unroll boundaries."),
        FORCED_SNAPSHOTS("Snapshots for another reason: the replay distance, eviction, a rewind, a drain."),
        SNAPSHOT_BYTES("Bytes of all snapshots."),
        REWINDS("Blocks taken back to the step of a new attempt."),
        MEMORY_RESTARTS("Blocks whose memory started afresh because log or optimizer is gone."),
        EVICTIONS("Idle blocks written out to make room."),
        SEGMENTS("Trajectory segments published."),
        SHADOW_STEPS("Gradients of steps that jobs took themselves, acknowledged without an update."),
        COMPARISONS("Comparisons of such steps with the optimizer's published."),
        GUARD_TRIPS("Times that the fallback took a block over from its optimizer."),
        GUARD_RETRIES("Times that an optimizer got a block back from the fallback, with fresh memory."),
        FALLBACK_STEPS("Gradients answered by the fallback; they are among the steps."),
        REVERTS("Records answered with REVERT.");

        private final String meaning;

        Event(String meaning) {
            this.meaning = meaning;
        }

        public String meaning() {
            return meaning;
        }
    }

    private final Map<Event, LongAdder> events = new EnumMap<>(Event.class);
    private final Map<RejectionReason, LongAdder> rejections = new EnumMap<>(RejectionReason.class);

    public Counters() {
        for (Event event : Event.values()) {
            events.put(event, new LongAdder());
        }
        for (RejectionReason reason : RejectionReason.values()) {
            rejections.put(reason, new LongAdder());
        }
    }

    public long count(Event event) {
        return of(events, event).sum();
    }

    public long count(RejectionReason reason) {
        return of(rejections, reason).sum();
    }

    void add(Event event, long amount) {
        of(events, event).add(amount);
    }

    void rejected(RejectionReason reason) {
        add(Event.REJECTED, 1);
        of(rejections, reason).increment();
    }

    private static <K extends Enum<K>> LongAdder of(Map<K, LongAdder> adders, K key) {
        LongAdder adder = adders.get(key);
        if (adder == null) {
            throw new IllegalStateException("No counter for " + key);
        }
        return adder;
    }
}

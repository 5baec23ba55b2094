package io.metastep.metalearner.online;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that is counted since the beginning, by name. */
final class Tally {
    /** Segments that went into a meta-gradient. */
    static final String USED = "segments.used";
    /** Segments that were left out because their job had more than its share of a batch. */
    static final String SURPLUS = "segments.surplus";
    /** Segments of other families. */
    static final String FOREIGN = "segments.foreign";
    /** Segments whose meta-gradient was not finite. */
    static final String NOT_FINITE = "segments.not-finite";
    /** With the reason behind it: segments that were refused. */
    static final String REFUSED = "segments.refused.";
    /** Trajectories of rollouts that went into a meta-gradient. */
    static final String ROLLOUTS = "rollouts.used";
    /** Trajectories of rollouts that were dropped because something in them was not finite. */
    static final String ROLLOUTS_DROPPED = "rollouts.dropped";
    /** Versions that passed the gate. */
    static final String PUBLISHED = "versions.published";
    /** Candidates that did not. */
    static final String WITHHELD = "versions.withheld";

    /** Versions that were put on trial. */
    static final String TRIALS_BEGUN = "trials.begun";
    /** Trials that made their version stable. */
    static final String TRIALS_PROMOTED = "trials.promoted";
    /** Trials that did not. */
    static final String TRIALS_WITHDRAWN = "trials.withdrawn";

    private static final String SEGMENTS = "segments.";

    private final SortedMap<String, Long> counts = new TreeMap<>();

    void add(String name, long count) {
        if (count > 0) {
            counts.merge(name, count, Long::sum);
        }
    }

    void addAll(Map<String, Long> others) {
        others.forEach(this::add);
    }

    long get(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** All records of the trajectories topic that were taken in, whatever became of them. */
    long taken() {
        return sum(SEGMENTS);
    }

    long refused() {
        return sum(REFUSED);
    }

    private long sum(String prefix) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    SortedMap<String, Long> toMap() {
        return new TreeMap<>(counts);
    }
}

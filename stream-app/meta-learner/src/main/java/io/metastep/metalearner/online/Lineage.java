package io.metastep.metalearner.online;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * At which meta-step each version of the family was published, or learning went back to it: what staleness is counted from. The
 * current one is that which learning went on from last.
 */
final class Lineage {
    private final NavigableMap<Integer, Long> published = new TreeMap<>();
    private int current;

    /** What is known of a version. */
    enum Standing {
        FRESH,
        STALE,
        UNKNOWN
    }

    /** Notes that a version has the meta-parameters of a meta-step. */
    void publish(int version, long metaStep) {
        published.put(version, metaStep);
        current = version;
    }

    /** Says which of the versions is the current one. */
    void goOnFrom(int version) {
        if (!published.containsKey(version)) {
            throw new IllegalArgumentException("version " + version + " was never published");
        }
        current = version;
    }

    /** Fails if there is no version at all. */
    void requireSome() {
        if (published.isEmpty()) {
            throw new IllegalArgumentException("no version was ever published");
        }
    }

    /** The version that learning went on from last. */
    int current() {
        return current;
    }

    /** The meta-step at which it did. */
    long currentStep() {
        return published.getOrDefault(current, 0L);
    }

    /** How many meta-steps lie between a version and today, compared with what is allowed. What is older than all known is stale. */
    Standing standing(int version, long metaSteps, int allowed) {
        Long step = published.get(version);
        if (step == null) {
            return version < published.firstKey() ? Standing.STALE : Standing.UNKNOWN;
        }
        return metaSteps - step <= allowed ? Standing.FRESH : Standing.STALE;
    }

    /** Forgets all versions; whoever does that publishes one at once. */
    void forgetAll() {
        published.clear();
    }

    /** Forgets the oldest versions while they are stale; the current one stays. */
    void forgetStale(long metaSteps, int allowed) {
        while (published.firstKey() != current
                && metaSteps - published.firstEntry().getValue() > allowed) {
            published.pollFirstEntry();
        }
    }

    Map<Integer, Long> toMap() {
        return Map.copyOf(published);
    }
}

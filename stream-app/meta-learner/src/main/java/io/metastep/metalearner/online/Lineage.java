package io.metastep.metalearner.online;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** At which meta-step each version of the family was published: what staleness is counted from. */
final class Lineage {
    private final NavigableMap<Integer, Long> published = new TreeMap<>();

    /** What is known of a version. */
    enum Standing {
        FRESH,
        STALE,
        UNKNOWN
    }

    /** Notes that a version has the meta-parameters of a meta-step. */
    void publish(int version, long metaStep) {
        published.put(version, metaStep);
    }

    /** Fails if there is no version at all. */
    void requireSome() {
        if (published.isEmpty()) {
            throw new IllegalArgumentException("no version was ever published");
        }
    }

    /** The newest version. */
    int newest() {
        return published.lastKey();
    }

    /** The meta-step of the newest version. */
    long newestStep() {
        return published.lastEntry().getValue();
    }

    /** How many meta-steps lie between a version and today, compared with what is allowed. What is older than all known is stale. */
    Standing standing(int version, long metaSteps, int allowed) {
        Long step = published.get(version);
        if (step == null) {
            return version < published.firstKey() ? Standing.STALE : Standing.UNKNOWN;
        }
        return metaSteps - step <= allowed ? Standing.FRESH : Standing.STALE;
    }

    /** Forgets the oldest versions while they are stale; the newest stays. */
    void forgetStale(long metaSteps, int allowed) {
        while (published.size() > 1 && metaSteps - published.firstEntry().getValue() > allowed) {
            published.pollFirstEntry();
        }
    }

    Map<Integer, Long> toMap() {
        return Map.copyOf(published);
    }
}

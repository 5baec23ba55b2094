package io.metastep.cli.learn;

import io.metastep.cli.terminal.Numbers;
import io.metastep.metalearner.online.LearnerProgress;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Notices that a learner gets nothing to learn from, and says why. Told by one thread, asked by another. */
final class Starvation {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final int MOST_REASONS = 2;
    private static final String SEGMENTS = "segments.";
    private static final String REFUSED = SEGMENTS + "refused.";
    private static final String FOREIGN = SEGMENTS + "foreign";
    private static final String STALE = REFUSED + "STALE_VERSION";
    private static final String UNKNOWN = REFUSED + "UNKNOWN_VERSION";

    private final InstantSource clock;
    private final String family;
    private long lastFed;
    private long used;
    private Map<String, Long> countsThen = Map.of();
    private Map<String, Long> countsNow = Map.of();

    Starvation(InstantSource clock, String family) {
        this.clock = clock;
        this.family = family;
        lastFed = clock.millis();
    }

    /** The learner begins to work. */
    synchronized void startFrom(LearnerProgress progress) {
        feed(progress);
    }

    /** A meta-step was taken, or none for lack of segments. */
    synchronized void note(LearnerProgress progress) {
        if (progress.used() > used) {
            feed(progress);
        }
        countsNow = Map.copyOf(progress.counters());
    }

    private void feed(LearnerProgress progress) {
        lastFed = clock.millis();
        used = progress.used();
        countsThen = Map.copyOf(progress.counters());
        countsNow = countsThen;
    }

    /**
     * What is wrong, for people; empty while the learner gets what it needs, or has segments before it.
     *
     * @param lag segments that were not taken yet
     */
    synchronized String words(long lag) {
        long elapsed = clock.millis() - lastFed;
        Map<String, Long> wasted = wasted();
        if (elapsed < PATIENCE_MILLIS || (wasted.isEmpty() && lag > 0)) {
            return "";
        }
        return "nothing to learn from for %d s: %s"
                .formatted(elapsed / 1_000, wasted.isEmpty() ? noSegments() : reasons(wasted));
    }

    /** What came since the learner was fed last, by counter. */
    private Map<String, Long> wasted() {
        var wasted = new TreeMap<String, Long>();
        countsNow.forEach((name, count) -> {
            long more = count - countsThen.getOrDefault(name, 0L);
            if (name.startsWith(SEGMENTS) && more > 0) {
                wasted.put(name, more);
            }
        });
        return wasted;
    }

    private String noSegments() {
        return "no segments come; are there jobs that send losses and ask for %s?".formatted(family);
    }

    private String reasons(Map<String, Long> wasted) {
        return wasted.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_REASONS)
                .map(entry -> Numbers.count(entry.getValue()) + " " + reason(entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private String reason(String counter) {
        return switch (counter) {
            case FOREIGN -> "of other families";
            case STALE ->
                "of versions that it has left behind (jobs that ask for %s#latest send fresh ones)".formatted(family);
            case UNKNOWN -> "of versions that are not its own";
            default ->
                counter.startsWith(REFUSED)
                        ? "refused as " + counter.substring(REFUSED.length())
                        : "left out as " + counter.substring(SEGMENTS.length());
        };
    }
}

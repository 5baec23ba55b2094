package io.metastep.streams.audit;

import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the audit of one partition has counted so far. One thread. */
public final class Tally {
    private static final Set<String> REFUSALS =
            Set.of(RejectionReason.REFUSED_MEMORY.code(), RejectionReason.REFUSED_LIMIT.code());

    /** What is counted. */
    enum Count {
        BLOCKS,
        GRADIENTS,
        ANSWERS,
        EQUAL,
        UPDATES,
        FALLBACK,
        REVERTED,
        SKIPPED,
        REJECTED,
        REPEATED,
        DIFFERENCES,
        PENDING,
        UNVERIFIED,
        GONE,
        WITHOUT_GRADIENT,
        RESTARTS,
        REFUSED,
        FROM_SNAPSHOT,
        SNAPSHOTS_EQUAL
    }

    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private final SortedMap<String, Long> versions = new TreeMap<>();
    private final SortedSet<String> missingVersions = new TreeSet<>();
    private final SortedSet<Long> attempts = new TreeSet<>();
    private final List<Difference> first = new ArrayList<>();
    private long snapshotStep = -1;

    void add(Count count, long amount) {
        counts.merge(count, amount, Long::sum);
    }

    /** One more. */
    void add(Count count) {
        add(count, 1);
    }

    long of(Count count) {
        return counts.getOrDefault(count, 0L);
    }

    /** The answer has the bits of its recomputation. */
    // Hot path: per record.
    void equal(UpdateBlock answer, boolean isRepeat) {
        add(Count.EQUAL);
        if (isRepeat) {
            add(Count.REPEATED);
            return;
        }
        switch (answer.getAction()) {
            case APPLY -> update(answer);
            case SKIP -> add(Count.SKIPPED);
            case REVERT -> add(Count.REVERTED);
            case REJECTED -> rejected(answer);
            case UNKNOWN -> throw new IllegalStateException("The core answered with " + UpdateAction.UNKNOWN);
        }
        if (answer.getAction() != UpdateAction.REJECTED) {
            attempts.add(answer.getAttempt());
        }
    }

    private void update(UpdateBlock answer) {
        add(Count.UPDATES);
        if (answer.getAppliedBy() == AppliedBy.FALLBACK) {
            add(Count.FALLBACK);
        }
        versions.merge(answer.getOptimizer(), 1L, Long::sum);
    }

    private void rejected(UpdateBlock answer) {
        add(Count.REJECTED);
        if (answer.getReason() != null && REFUSALS.contains(answer.getReason())) {
            add(Count.REFUSED);
        }
    }

    void differs(Difference difference) {
        add(Count.DIFFERENCES);
        if (first.size() < AuditReport.FIRST) {
            first.add(difference);
        }
    }

    void missingVersion(String version) {
        missingVersions.add(version);
    }

    /** A block was recomputed from a snapshot at that step on. */
    void fromSnapshot(long step) {
        add(Count.FROM_SNAPSHOT);
        snapshotStep = snapshotStep < 0 ? step : Math.min(snapshotStep, step);
    }

    void add(Tally other) {
        other.counts.forEach(this::add);
        other.versions.forEach((version, updates) -> versions.merge(version, updates, Long::sum));
        missingVersions.addAll(other.missingVersions);
        attempts.addAll(other.attempts);
        other.first.stream().limit(AuditReport.FIRST - (long) first.size()).forEach(first::add);
        if (other.snapshotStep >= 0) {
            snapshotStep = snapshotStep < 0 ? other.snapshotStep : Math.min(snapshotStep, other.snapshotStep);
        }
    }

    AuditReport report(String jobId) {
        return new AuditReport(
                jobId,
                (int) of(Count.BLOCKS),
                attempts.size(),
                of(Count.GRADIENTS),
                of(Count.ANSWERS),
                of(Count.EQUAL),
                of(Count.UPDATES),
                of(Count.FALLBACK),
                of(Count.REVERTED),
                of(Count.SKIPPED),
                of(Count.REJECTED),
                of(Count.REPEATED),
                of(Count.DIFFERENCES),
                of(Count.PENDING),
                of(Count.UNVERIFIED),
                of(Count.GONE),
                of(Count.WITHOUT_GRADIENT),
                of(Count.RESTARTS),
                of(Count.REFUSED),
                (int) of(Count.FROM_SNAPSHOT),
                snapshotStep,
                of(Count.SNAPSHOTS_EQUAL),
                versions,
                List.copyOf(missingVersions),
                first);
    }
}

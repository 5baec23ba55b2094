package io.metastep.streams.audit;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an audit of one job found.
 *
 * @param blocks of the job
 * @param attempts of the job that were answered
 * @param gradients records of the job on the gradients topic
 * @param answers of the job on the updates topic
 * @param equalAnswers answers with the bits of their recomputation; these are of them:
 * @param updates of them: updates by optimizer or fallback
 * @param fallback of the updates: those by the fallback
 * @param reverted of them: REVERT
 * @param skipped of them: SKIP, for SKIP, CLOSE and SHADOW
 * @param rejected of them: REJECTED
 * @param repeated of them: the same answer again, to a record that was sent again
 * @param differences all that differ
 * @param pending gradients at the end of the log that have no answer yet
 * @param unverified answers whose memory began before the records that are left, or whose optimizer is no longer published
 * @param gone answers that retention deleted while their gradients are there
 * @param withoutGradient answers whose gradients were deleted by retention
 * @param restarts memories that began afresh in mid-job because log, limits or optimizer did not let them go on: taken from the answers
 * @param refused answers that say that there was no memory: taken from the answers
 * @param fromSnapshot blocks that were recomputed from a stored snapshot on
 * @param snapshotStep the earliest step of these snapshots; -1 without
 * @param snapshotsEqual stored snapshots that have the bits of the recomputed blocks
 * @param versions updates by family@version
 * @param missingVersions versions that made updates and are not published
 * @param first the first differences of each partition, at most {@link #FIRST}
 */
public record AuditReport(
        String jobId,
        int blocks,
        int attempts,
        long gradients,
        long answers,
        long equalAnswers,
        long updates,
        long fallback,
        long reverted,
        long skipped,
        long rejected,
        long repeated,
        long differences,
        long pending,
        long unverified,
        long gone,
        long withoutGradient,
        long restarts,
        long refused,
        int fromSnapshot,
        long snapshotStep,
        long snapshotsEqual,
        SortedMap<String, Long> versions,
        List<String> missingVersions,
        List<Difference> first) {
    /** How many differences are told in full. */
    public static final int FIRST = 10;

    public AuditReport {
        versions = new TreeMap<>(versions);
        missingVersions = List.copyOf(missingVersions);
        first = List.copyOf(first);
    }

    /** Whether something was compared and nothing differs. */
    public boolean isEqual() {
        return differences == 0 && equalAnswers > 0;
    }

    /** Whether there are any records of such a job. */
    public boolean hasRecords() {
        return gradients > 0 || answers > 0;
    }

    /** Sums up the partitions of a job. */
    public static AuditReport of(String jobId, List<Tally> partitions) {
        Tally sum = new Tally();
        partitions.forEach(sum::add);
        return sum.report(jobId);
    }
}

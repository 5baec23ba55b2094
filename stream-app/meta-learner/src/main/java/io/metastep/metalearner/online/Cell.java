package io.metastep.metalearner.online;

import java.util.Comparator;

/**
 * What of a batch is alike: one job's segments of one age. All workloads of a batch have the same say; within one all its age bands;
 * within a band all jobs.
 *
 * @param workload the job's tag
 * @param ageBand {@link AgeBand} of the memory
 */
record Cell(String workload, int ageBand, String jobId) implements Comparable<Cell> {
    private static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::workload).thenComparing(Cell::ageBand).thenComparing(Cell::jobId);

    @Override
    public int compareTo(Cell other) {
        return ORDER.compare(this, other);
    }

    Band band() {
        return new Band(workload, ageBand);
    }

    /** All jobs of one workload whose memories have about the same age. */
    record Band(String workload, int ageBand) {}
}

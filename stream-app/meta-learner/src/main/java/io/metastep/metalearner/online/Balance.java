package io.metastep.metalearner.online;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;

/**
 * How much each cell of a batch counts: a workload 1 / workloads, of that an age band 1 / bands of the workload, of that a job
 * 1 / jobs of the band.
 */
final class Balance {
    private final Map<Cell.Band, Long> jobs;
    private final Map<String, Long> bands;

    Balance(List<Cell> cells) {
        jobs = cells.stream().collect(groupingBy(Cell::band, counting()));
        bands = jobs.keySet().stream().collect(groupingBy(Cell.Band::workload, counting()));
    }

    /** Its part of the whole, which is 1. */
    double weight(Cell cell) {
        return 1.0 / (bands.size() * count(bands, cell.workload()) * count(jobs, cell.band()));
    }

    private static <K> double count(Map<K, Long> counts, K key) {
        return counts.getOrDefault(key, 1L);
    }
}

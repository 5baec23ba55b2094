package io.metastep.metalearner.online;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which jobs and workloads moved the meta-parameters since the last version, for its provenance. Names beyond 50 are not kept. */
final class Contributors {
    private static final int MOST = 50;
    private static final String JOBS = "jobs";
    private static final String WORKLOADS = "workloads";
    private static final String MORE = "and more";
    // A job id has no slash; a workload may have one, and is then told in parts.
    private static final String SEPARATOR = " / ";

    private final TreeSet<String> jobs = new TreeSet<>();
    private final TreeSet<String> workloads = new TreeSet<>();

    void add(List<Cell> cells) {
        cells.forEach(cell -> {
            add(jobs, cell.jobId());
            add(workloads, cell.workload().isEmpty() ? "untagged" : cell.workload());
        });
    }

    private static void add(Set<String> names, String name) {
        if (names.size() < MOST) {
            names.add(name);
        } else if (!names.contains(name)) {
            names.add(MORE);
        }
    }

    void clear() {
        jobs.clear();
        workloads.clear();
    }

    SortedMap<String, String> toMap() {
        return new TreeMap<>(Map.of(JOBS, String.join(SEPARATOR, jobs), WORKLOADS, String.join(SEPARATOR, workloads)));
    }

    static Contributors of(Map<String, String> map) {
        var contributors = new Contributors();
        contributors.jobs.addAll(names(map.getOrDefault(JOBS, "")));
        contributors.workloads.addAll(names(map.getOrDefault(WORKLOADS, "")));
        return contributors;
    }

    private static List<String> names(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(SEPARATOR, -1));
    }
}

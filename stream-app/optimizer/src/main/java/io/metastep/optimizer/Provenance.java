package io.metastep.optimizer;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where an optimizer comes from.
 *
 * @param createdBy program and version that made it
 * @param command command that makes it again; empty if there is none
 * @param created when
 * @param seed seed of its meta-training
 * @param parent the optimizer that it was trained on from, as {@code family@version}; empty if from the start
 * @param details anything else: tasks seen, validation results, offsets consumed
 */
public record Provenance(
        String createdBy,
        String command,
        Instant created,
        long seed,
        String parent,
        SortedMap<String, String> details) {

    public Provenance {
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }

    public Provenance(
            String createdBy, String command, Instant created, long seed, String parent, Map<String, String> details) {
        this(createdBy, command, created, seed, parent, new TreeMap<>(details));
    }
}

package io.metastep.streams.core;

import java.util.HashMap;
import java.util.Map;

/**
 * What blocks of a partition that are not in memory have in the state store, by job. Followed from one recount to the next, so the little
 * that closed blocks leave behind shows up late. One thread.
 */
final class WrittenOut {
    private final StateLimits limits;
    private final Map<String, Long> bytesByJob = new HashMap<>();

    WrittenOut(StateLimits limits) {
        this.limits = limits;
    }

    /** The block has just left memory. */
    void left(LiveBlock block) {
        add(block.key.jobId(), block.requireHeader().snapshotBytes());
    }

    /** The block is about to come into memory, from the state store if it has been there. */
    void comes(LiveBlock block) {
        BlockHeader header = block.header;
        if (header != null) {
            String jobId = block.key.jobId();
            add(jobId, -Math.min(header.snapshotBytes(), bytesByJob.getOrDefault(jobId, 0L)));
        }
    }

    /** What there really is. */
    void recounted(Map<String, Long> found) {
        clear();
        found.forEach(this::add);
    }

    void clear() {
        bytesByJob.forEach((jobId, bytes) -> limits.add(jobId, -bytes));
        bytesByJob.clear();
    }

    private void add(String jobId, long bytes) {
        if (bytes != 0) {
            bytesByJob.merge(jobId, bytes, Long::sum);
            limits.add(jobId, bytes);
        }
    }
}

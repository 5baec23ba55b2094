package io.metastep.metalearner.online;

import java.time.Duration;

/**
 * When a batch is full, and what fits into it.
 *
 * @param jobs different jobs that a batch waits for
 * @param segments segments that it waits for
 * @param segmentsPerCell segments of one job and age band that it keeps, drawn evenly from all that come
 * @param interval after which it is due all the same, counted from its first record
 */
public record BatchSettings(int jobs, int segments, int segmentsPerCell, Duration interval) {
    public static final BatchSettings STANDARD = new BatchSettings(8, 16, 64, Duration.ofSeconds(5));

    public BatchSettings {
        if (jobs < 1 || segments < 1 || segmentsPerCell < 1 || interval.isNegative()) {
            throw new IllegalArgumentException(
                    "A batch of %d jobs, %d segments, %d segments per job and age, after %s; expected at least 1, 1, 1 and no negative time"
                            .formatted(jobs, segments, segmentsPerCell, interval));
        }
    }
}

package io.metastep.metalearner;

import java.nio.file.Path;

/**
 * When a meta-training saves itself, so that it can go on after a crash.
 *
 * @param file where to; replaced by each snapshot
 * @param every meta-steps between snapshots
 * @param resume whether to go on from the file if it exists
 */
public record Snapshots(Path file, int every, boolean resume) {
    public Snapshots {
        if (every < 1) {
            throw new IllegalArgumentException("Snapshots every " + every + " meta-steps, expected 1 or more");
        }
    }
}

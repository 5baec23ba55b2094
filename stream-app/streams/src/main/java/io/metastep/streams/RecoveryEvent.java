package io.metastep.streams;

import java.time.Instant;

/**
 * Something on the way back after a start or a hand-over.
 *
 * @param partition of the gradients
 * @param at when
 * @param records restored or replayed, where something ended; 0 where it began
 */
public record RecoveryEvent(Kind kind, int partition, Instant at, long records) {
    /** What happened. */
    public enum Kind {
        /** A state store began to be filled from its changelog. */
        RESTORE_STARTED,
        /** The first of its records were there. */
        RESTORE_READ,
        /** It was filled. */
        RESTORE_ENDED,
        /** A partition began to step again what no snapshot covers. */
        REPLAY_STARTED,
        /** It had. */
        REPLAY_ENDED
    }
}

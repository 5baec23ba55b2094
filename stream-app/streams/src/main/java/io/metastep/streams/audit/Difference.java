package io.metastep.streams.audit;

import io.metastep.schemas.BlockKey;

/**
 * Something that is published for a block and is not what its gradients come to.
 *
 * @param attempt and
 * @param step of the answer; -1 where it tells none
 * @param gradientOffset of the gradient in its partition; -1 if there is none
 * @param updateOffset of the answer in its partition; -1 if there is none
 * @param coordinate of the update, from 0; -1 unless the kind is VALUE
 * @param expected what it should be, decimal and bits of an element of an update
 * @param published what it is
 */
public record Difference(
        Kind kind,
        String tensor,
        int block,
        long attempt,
        long step,
        int partition,
        long gradientOffset,
        long updateOffset,
        int coordinate,
        String expected,
        String published) {
    static final int NOWHERE = -1;

    /** What differs. */
    public enum Kind {
        /** An element of the update. */
        VALUE("another update"),
        /** Another field of the answer. */
        FIELD("another answer"),
        /** A gradient was never answered, though later ones were. */
        MISSING("no answer"),
        /** An answer that no gradient asked for: a second one, or one from elsewhere. */
        UNEXPECTED("an answer too many"),
        /** An answer came before that of an earlier gradient of its block. */
        ORDER("an answer out of order"),
        /** The application wrote down another optimizer version than the answer names. */
        PIN("another version is pinned"),
        /** The application's snapshot has other bits than the recomputed block. */
        SNAPSHOT("another snapshot");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    static Difference of(
            Kind kind, BlockKey key, long attempt, long step, Where where, String expected, String published) {
        return new Difference(
                kind,
                key.tensor(),
                key.block(),
                attempt,
                step,
                where.partition(),
                where.gradientOffset(),
                where.updateOffset(),
                NOWHERE,
                expected,
                published);
    }

    Difference at(int atCoordinate) {
        return new Difference(
                kind,
                tensor,
                block,
                attempt,
                step,
                partition,
                gradientOffset,
                updateOffset,
                atCoordinate,
                expected,
                published);
    }

    /** Offsets of a gradient and of its answer. */
    record Where(int partition, long gradientOffset, long updateOffset) {}
}

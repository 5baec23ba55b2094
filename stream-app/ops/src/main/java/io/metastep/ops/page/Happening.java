package io.metastep.ops.page;

/**
 * Something that happened in the fleet, as people would tell it.
 *
 * @param at milliseconds since 1970-01-01 UTC
 * @param kind what the page colours it by
 * @param subject the job, instance or family
 * @param text one sentence without the subject
 */
record Happening(long at, Kind kind, String subject, String text) {
    /** How much it matters. */
    enum Kind {
        /** The usual course of things. */
        NEWS,
        /** Somebody may want to look. */
        WARNING,
        /** It is well again. */
        RELIEF
    }
}

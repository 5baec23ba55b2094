package io.metastep.streams.core;

/** The committed gradients of one partition, read again. */
public interface GradientLog {
    /** Offset of the oldest record that is still there, or of the next one in an empty log. */
    long earliest();

    /**
     * Visits the committed records with {@code from <= offset < to} in order; returns when it is certain that there are no
     * more of them (offsets have gaps). Nothing may be missing without anybody noticing: where the log begins after {@code
     * from} an exception says so.
     */
    void read(long from, long to, Visitor visitor);

    /** Receives records. */
    interface Visitor {
        void visit(GradientRecord logged);
    }
}

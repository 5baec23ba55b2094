package io.metastep.metalearner;

/** Follows a meta-training; called by the thread that runs it. */
public interface ProgressListener {
    /** The baselines of the validation have been tuned. */
    default void tuned(Validation validation) {}

    /** The meta-parameters took a step. */
    default void stepped(MetaProgress progress) {}

    /** A version was judged; {@code best} if it is the best so far. */
    default void validated(MetaProgress progress, ValidationReport report, boolean best) {}
}

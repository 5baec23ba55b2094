package io.metastep.metalearner;

import java.io.IOException;
import java.util.List;

/** Follows a meta-training; called by the thread that runs it. */
public interface ProgressListener {
    /** The baselines of the validation have been tuned. */
    default void tuned(Validation validation) {}

    /** The meta-parameters took a step. */
    default void stepped(MetaProgress progress) {}

    /** A version was judged. */
    default void validated(MetaProgress progress, Judgement judgement) {}

    /** The training goes on from a snapshot, before the baselines are tuned; the history is that of its validations. */
    default void resumed(MetaProgress progress, List<Judgement> history) {}

    /** A snapshot could not be written; training goes on without. */
    default void snapshotFailed(IOException failure) {}
}

package io.metastep.metalearner.evaluation;

import io.metastep.metalearner.BaselineSearch.Tuned;
import java.util.List;

/** Hears how an evaluation goes on; called by any of its threads. */
public interface EvaluationListener {
    /** The search for baselines has tried one more setting. */
    default void tried(EvaluationTask task) {}

    /** The baselines of a task are found. */
    default void tuned(EvaluationTask task, List<Tuned> baselines) {}

    /** One more member has been trained by one of the optimizers. */
    default void trained(EvaluationTask task) {}
}

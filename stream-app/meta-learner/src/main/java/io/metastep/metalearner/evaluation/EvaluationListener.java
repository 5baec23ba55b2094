package io.metastep.metalearner.evaluation;

import io.metastep.metalearner.BaselineSearch.Tuned;
import io.metastep.metalearner.evaluation.TaskResult.SearchPoint;
import java.util.List;

/** Hears how an evaluation goes on; called by any of its threads. */
public interface EvaluationListener {
    /** The search for baselines has tried one more setting; its losses at one or more horizons. */
    default void tried(EvaluationTask task, List<SearchPoint> losses) {}

    /** The baselines of a task are found, among everything that was tried. */
    default void tuned(EvaluationTask task, List<Tuned> baselines, List<SearchPoint> tried) {}

    /** One more member has been trained by one of the optimizers. */
    default void trained(EvaluationTask task, boolean byLearned) {}
}

package io.metastep.metalearner.evaluation;

import io.metastep.metalearner.BaselineSearch.Tuned;
import io.metastep.metalearner.Schedule;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.Optimizers;
import java.util.List;
import java.util.Optional;

/**
 * An optimizer that takes part in a comparison.
 *
 * @param name how results call it
 * @param optimizer the optimizer; forked before use
 * @param schedule how its updates shrink up to {@code length}
 * @param length steps that it trains
 * @param tuned how it was found, if it is a baseline
 */
record Contender(String name, Optimizer optimizer, Schedule schedule, int length, Optional<Tuned> tuned) {
    static Contender of(Learned learned, EvaluationTask task) {
        return new Contender(learned.name(), learned.optimizer(), Schedule.CONSTANT, task.end(), Optional.empty());
    }

    /** A baseline trains to the horizon that it is tuned for; only the last ones at a constant rate go on to the curve's end. */
    static Contender of(Tuned tuned, EvaluationTask task) {
        boolean goesOn = tuned.schedule() == Schedule.CONSTANT && tuned.horizon() == task.lastHorizon();
        return new Contender(
                HandDesigned.name(tuned.baseline()),
                Optimizers.of(tuned.spec()),
                tuned.schedule(),
                goesOn ? task.end() : tuned.horizon(),
                Optional.of(tuned));
    }

    /** Steps after which its losses are taken. */
    List<Integer> steps(EvaluationTask task) {
        return task.curve().stream().filter(step -> step <= length).toList();
    }

    /** Whether it is what is judged, not a baseline. */
    boolean isLearned() {
        return tuned.isEmpty();
    }

    boolean isTunedFor(int horizon) {
        return tuned.filter(found -> found.horizon() == horizon).isPresent();
    }

    /** Whether its loss at a horizon is compared: a baseline's only at the one that it is tuned for. */
    boolean isJudgedAt(int horizon) {
        return tuned.isEmpty() || isTunedFor(horizon);
    }

    /** Its learning rate; NaN if it has none. */
    double learningRate() {
        return tuned.map(found -> HandDesigned.rate(found.spec())).orElse(Double.NaN);
    }
}

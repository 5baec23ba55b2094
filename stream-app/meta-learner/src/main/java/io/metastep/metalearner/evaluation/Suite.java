package io.metastep.metalearner.evaluation;

import io.metastep.optimizees.TaskCatalogue;
import java.util.List;
import java.util.Locale;

/** The experiments. */
public enum Suite {
    /** Random quadratics of ten dimensions (Andrychowicz et al. 2016, section 3.1). */
    QUADRATICS {
        @Override
        List<EvaluationTask> tasks(SuiteTasks tasks) {
            return List.of(tasks.quadratics());
        }
    },
    /** The paper's net within its training horizon and beyond (Andrychowicz et al. 2016, section 3.2). */
    MNIST {
        @Override
        List<EvaluationTask> tasks(SuiteTasks tasks) {
            return List.of(tasks.perceptron("20", "sigmoid", List.of(100, 200)));
        }
    },
    /** Other nets: more units, more layers, other nonlinearities, among them ReLU, on which the paper's optimizer fails. */
    TRANSFER {
        @Override
        List<EvaluationTask> tasks(SuiteTasks tasks) {
            return List.of(
                    tasks.perceptron("40", "sigmoid", List.of(100)),
                    tasks.perceptron("20x20", "sigmoid", List.of(100)),
                    tasks.perceptron("20", "tanh", List.of(100)),
                    tasks.perceptron("20", "relu", List.of(100, 200)));
        }
    },
    /** Runs far longer than those that optimizers learn from; a task each, so that the shorter one is kept. */
    LONG {
        @Override
        List<EvaluationTask> tasks(SuiteTasks tasks) {
            return tasks.isQuick()
                    ? List.of(tasks.longRun(QUICK_STEPS))
                    : List.of(tasks.longRun(2_000), tasks.longRun(10_000));
        }
    };

    private static final int QUICK_STEPS = 1_000;

    abstract List<EvaluationTask> tasks(SuiteTasks tasks);

    /**
     * Its tasks.
     *
     * @param onMnist whether perceptrons read MNIST; otherwise they read drawn digits
     */
    public List<EvaluationTask> tasks(TaskCatalogue catalogue, boolean onMnist, Effort effort) {
        return tasks(new SuiteTasks(toString(), catalogue, onMnist, effort));
    }

    /** As options have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

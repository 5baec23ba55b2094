package io.metastep.cli.evaluation;

import io.metastep.metalearner.evaluation.Suite;
import io.metastep.optimizer.OptimizerFile;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who is judged: one optimizer, or a family that sends the version that was trained for it to the quadratics and another one to the
 * perceptrons, as Andrychowicz et al. 2016 trained one each.
 *
 * @param onQuadratics who is judged on quadratics
 * @param onPerceptrons who is judged on all else
 */
record Entrant(OptimizerFile onQuadratics, OptimizerFile onPerceptrons) {
    private static final String WORKLOAD = "workload ";

    /** Of each the newest that was trained on it; if there is none, simply the newest. */
    static Entrant of(List<OptimizerFile> versions) {
        return new Entrant(newest(versions, "quadratic"), newest(versions, "mlp"));
    }

    private static OptimizerFile newest(List<OptimizerFile> versions, String task) {
        List<OptimizerFile> trained =
                versions.stream().filter(file -> hasSeen(file, task)).toList();
        List<OptimizerFile> candidates = trained.isEmpty() ? versions : trained;
        return candidates.get(candidates.size() - 1);
    }

    private static boolean hasSeen(OptimizerFile file, String task) {
        return file.provenance().details().entrySet().stream()
                .anyMatch(detail -> detail.getKey().startsWith(WORKLOAD)
                        && detail.getValue().contains(task));
    }

    /** Who is judged on the tasks of that suite. */
    OptimizerFile on(String suite) {
        return suite.equals(Suite.QUADRATICS.toString()) ? onQuadratics : onPerceptrons;
    }

    /** Whoever it is, once. */
    Stream<OptimizerFile> files() {
        return Stream.of(onQuadratics, onPerceptrons).distinct();
    }
}

package io.metastep.metalearner;

import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the history of validations and the best version among them. */
final class Selection {
    private final List<Judgement> history = new ArrayList<>();
    private @Nullable OptimizerParameters bestParameters;
    private @Nullable Judgement best;

    /** Judges a version against the best so far. */
    Judgement offer(OptimizerParameters parameters, MetaProgress now, ValidationReport report) {
        boolean improved = best == null || report.score() < best.report().score();
        var judgement = new Judgement(now.metaStep(), now.elapsed(), now.metaLoss(), report, improved);
        history.add(judgement);
        if (improved) {
            best = judgement;
            bestParameters = parameters;
        }
        return judgement;
    }

    /** Whether too many validations went by without a better version; a patience of 0 is endless. */
    boolean isExhausted(int patience) {
        int sinceBest = history.size() - 1 - history.lastIndexOf(best);
        return patience > 0 && sinceBest >= patience;
    }

    List<Judgement> history() {
        return List.copyOf(history);
    }

    Judgement best() {
        return present(best);
    }

    OptimizerParameters bestParameters() {
        return present(bestParameters);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("No version was validated");
        }
        return value;
    }

    void save(SnapshotOutput out) {
        out.list(history, judgement -> judgement.save(out));
        out.floats(bestParameters().toArray());
    }

    void restore(OptimizerSpec spec, SnapshotInput in) {
        history.addAll(in.list(() -> Judgement.restore(in)));
        best = history.stream()
                .filter(Judgement::isBest)
                .reduce((earlier, later) -> later)
                .orElse(null);
        bestParameters = OptimizerParameters.of(spec, in.floats());
    }
}

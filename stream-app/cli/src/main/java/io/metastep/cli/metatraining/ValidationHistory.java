package io.metastep.cli.metatraining;

import io.metastep.metalearner.Judgement;
import io.metastep.metalearner.ValidationReport.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Validations as a JSON report has them. */
final class ValidationHistory {

    private ValidationHistory() {}

    /** One entry per validation, in the order of time. */
    static List<Map<String, @Nullable Object>> of(List<Judgement> history) {
        return history.stream().map(ValidationHistory::entry).toList();
    }

    private static Map<String, @Nullable Object> entry(Judgement judgement) {
        var entry = new LinkedHashMap<String, @Nullable Object>();
        entry.put("metaStep", judgement.metaStep());
        entry.put("elapsedSeconds", judgement.elapsed().toMillis() / 1_000.0);
        entry.put("metaLoss", number(judgement.metaLoss()));
        entry.put("score", number(judgement.report().score()));
        entry.put("isBest", judgement.isBest());
        entry.put("outcomes", outcomes(judgement.report().outcomes()));
        return entry;
    }

    /** The losses of one validation beside those to beat. */
    static List<Map<String, @Nullable Object>> outcomes(List<Outcome> outcomes) {
        return outcomes.stream().map(ValidationHistory::entry).toList();
    }

    private static Map<String, @Nullable Object> entry(Outcome outcome) {
        var entry = new LinkedHashMap<String, @Nullable Object>();
        entry.put("task", outcome.task());
        entry.put("horizon", outcome.horizon());
        entry.put("loss", number(outcome.loss()));
        entry.put("baseline", outcome.baseline());
        entry.put("baselineLoss", number(outcome.baselineLoss()));
        entry.put("ratio", number(outcome.ratio()));
        return entry;
    }

    /** JSON has no word for what is not a number. */
    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}

package io.metastep.cli.metatraining;

import io.metastep.metalearner.Judgement;
import io.metastep.metalearner.ValidationReport.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Validations as a JSON report has them. */
final class ValidationHistory {

    private ValidationHistory() {}

    /** One entry per validation, in the order of time. */
    static List<Map<String, Object>> of(List<Judgement> history) {
        return history.stream().map(ValidationHistory::entry).toList();
    }

    private static Map<String, Object> entry(Judgement judgement) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("metaStep", judgement.metaStep());
        entry.put("elapsedSeconds", judgement.elapsed().toMillis() / 1_000.0);
        entry.put("metaLoss", judgement.metaLoss());
        entry.put("score", judgement.report().score());
        entry.put("isBest", judgement.isBest());
        entry.put("outcomes", outcomes(judgement.report().outcomes()));
        return entry;
    }

    /** The losses of one validation beside those to beat. */
    static List<Map<String, Object>> outcomes(List<Outcome> outcomes) {
        return outcomes.stream().map(ValidationHistory::entry).toList();
    }

    private static Map<String, Object> entry(Outcome outcome) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("task", outcome.task());
        entry.put("horizon", outcome.horizon());
        entry.put("loss", outcome.loss());
        entry.put("baseline", outcome.baseline());
        entry.put("baselineLoss", outcome.baselineLoss());
        entry.put("ratio", outcome.ratio());
        return entry;
    }
}

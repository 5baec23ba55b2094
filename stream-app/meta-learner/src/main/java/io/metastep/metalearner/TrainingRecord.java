package io.metastep.metalearner;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an optimizer's provenance says about its meta-training. */
final class TrainingRecord {
    private TrainingRecord() {}

    /**
     * The details by name.
     *
     * @param last where the training ended
     */
    static SortedMap<String, String> of(MetaTrainingSettings settings, Judgement result, MetaProgress last) {
        var details = new TreeMap<String, String>();
        details.put(
                "meta-steps",
                "%d of %s".formatted(result.metaStep(), settings.budget().told(last.metaStep())));
        details.put("meta-rate", settings.firstRate() + " to " + settings.lastRate());
        details.put("averaging", String.valueOf(settings.averaging()));
        details.put("credits", settings.credits().toString());
        details.put("response", settings.response().toString());
        details.put("imitation", settings.imitation().toString());
        details.put("unroll", settings.unroll() + " and a tail of " + settings.tail());
        details.put("jobs", String.valueOf(last.jobsFinished()));
        details.put("seconds", String.valueOf(last.elapsed().toSeconds()));
        number(details, "workload", settings.workloads());
        number(details, "validation", result.report().outcomes());
        early(settings, last, details);
        return details;
    }

    private static void early(MetaTrainingSettings settings, MetaProgress last, SortedMap<String, String> details) {
        if (last.used() < 1) {
            details.put(
                    "ended early",
                    "at %d, after %d validations without a better version"
                            .formatted(last.metaStep(), settings.patience()));
        }
    }

    private static void number(SortedMap<String, String> details, String name, List<?> values) {
        for (int i = 0; i < values.size(); i++) {
            details.put(name + " " + (i + 1), values.get(i).toString());
        }
    }
}

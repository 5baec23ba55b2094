package io.metastep.metalearner;

import io.metastep.optimizer.OptimizerFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What of a meta-training's settings decides its result, a line each, so that differences can be told. */
final class Fingerprint {
    private Fingerprint() {}

    static List<String> of(MetaTrainingSettings settings) {
        var lines = new ArrayList<String>();
        lines.add("optimizer " + settings.family() + "@" + settings.version() + ", " + settings.spec());
        settings.parent().map(Fingerprint::parent).ifPresent(lines::add);
        lines.add("seed " + settings.seed());
        settings.workloads().forEach(workload -> lines.add("workload " + workload));
        lines.add("budget " + settings.budget());
        lines.add("meta-rate " + settings.firstRate() + " to " + settings.lastRate());
        lines.add("averaging " + settings.averaging());
        lines.add("credits " + settings.credits());
        lines.add("response " + settings.response());
        lines.add("imitation " + settings.imitation());
        lines.add("unroll " + settings.unroll() + ", tail " + settings.tail());
        lines.add("coordinates " + settings.coordinates());
        settings.validation().forEach(task -> lines.add(validation(task)));
        lines.add("validation every " + settings.validateEvery() + ", patience " + settings.patience());
        return List.copyOf(lines);
    }

    private static String parent(OptimizerFile parent) {
        return "parent %s, hash %08x".formatted(parent.reference(), Arrays.hashCode(parent.write()));
    }

    private static String validation(ValidationTask task) {
        return "validation %s at %s, %d seeds".formatted(task.task().name(), task.horizons(), task.seeds());
    }
}

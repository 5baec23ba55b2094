package io.metastep.cli.evaluation;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Provenance;
import io.metastep.optimizer.SgdSpec;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** Optimizers for tests of who is judged. */
final class Entrants {
    private Entrants() {}

    /** SGD whose provenance claims to have been trained on those tasks. */
    static OptimizerFile file(String family, int version, List<String> seen) {
        var details = new TreeMap<String, String>();
        for (String task : seen) {
            details.put("workload " + (details.size() + 1), "4 x " + task + ", 20..120 steps, rescaling 0.0");
        }
        var spec = new SgdSpec(0.01f);
        var provenance = new Provenance("test", "test", Instant.EPOCH, 1, "", details);
        return new OptimizerFile(family, version, spec, spec.initialParameters(1), provenance);
    }
}

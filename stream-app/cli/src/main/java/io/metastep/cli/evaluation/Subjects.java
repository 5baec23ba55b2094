package io.metastep.cli.evaluation;

import io.metastep.cli.OptimizerSource;
import io.metastep.cli.Problems;
import io.metastep.cli.evaluation.Experiment.Subject;
import io.metastep.metalearner.evaluation.Learned;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The optimizers that are judged, by name. */
final class Subjects {
    private final Map<String, OptimizerFile> files;

    private Subjects(Map<String, OptimizerFile> files) {
        this.files = files;
    }

    /** Reads them; adds a problem for each that cannot be read. Whoever is named twice is judged once. */
    static Subjects read(String option, List<String> references, Problems problems) {
        Map<String, OptimizerFile> files = new LinkedHashMap<>();
        for (String reference : references) {
            problems.check(option, () -> OptimizerSource.read(reference))
                    .filter(file -> files.values().stream()
                            .noneMatch(known -> Digest.of(known).equals(Digest.of(file))))
                    .ifPresent(file -> files.put(name(file, files), file));
        }
        return new Subjects(files);
    }

    /** Two files may claim to be the same version: the second one gets a part of its digest. */
    private static String name(OptimizerFile file, Map<String, OptimizerFile> taken) {
        return taken.containsKey(file.reference()) ? file.reference() + " (" + Digest.of(file) + ")" : file.reference();
    }

    List<Learned> learned() {
        return files.entrySet().stream()
                .map(entry -> new Learned(entry.getKey(), Optimizers.of(entry.getValue())))
                .toList();
    }

    List<Subject> list() {
        return files.entrySet().stream()
                .map(entry -> new Subject(entry.getKey(), Digest.of(entry.getValue())))
                .toList();
    }
}

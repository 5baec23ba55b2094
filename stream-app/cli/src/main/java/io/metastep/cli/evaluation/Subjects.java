package io.metastep.cli.evaluation;

import io.metastep.cli.OptimizerSource;
import io.metastep.cli.Problems;
import io.metastep.cli.evaluation.Experiment.Subject;
import io.metastep.metalearner.evaluation.Learned;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The optimizers that are judged, and how results call each file. */
final class Subjects {
    private final List<Entrant> entrants = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>(); // by digest

    private Subjects() {}

    /** Reads them; adds a problem for each that cannot be read. Whoever is named twice is judged once. */
    static Subjects read(String option, List<String> references, Problems problems) {
        var subjects = new Subjects();
        for (String reference : references) {
            problems.check(option, () -> OptimizerSource.candidates(reference))
                    .map(Entrant::of)
                    .ifPresent(subjects::add);
        }
        return subjects;
    }

    /** Those. */
    static Subjects of(List<Entrant> entrants) {
        var subjects = new Subjects();
        entrants.forEach(subjects::add);
        return subjects;
    }

    private void add(Entrant entrant) {
        if (!entrants.contains(entrant)) {
            entrants.add(entrant);
            entrant.files().forEach(this::name);
        }
    }

    /** Two files may claim to be the same version: the second one gets a part of its digest. */
    private void name(OptimizerFile file) {
        String digest = Digest.of(file);
        names.computeIfAbsent(
                digest,
                any -> names.containsValue(file.reference())
                        ? file.reference() + " (" + digest + ")"
                        : file.reference());
    }

    int size() {
        return entrants.size();
    }

    /** Who is judged in a suite. */
    List<Learned> learned(String suite) {
        return entrants.stream()
                .map(entrant -> entrant.on(suite))
                .distinct()
                .map(file -> new Learned(names.getOrDefault(Digest.of(file), file.reference()), Optimizers.of(file)))
                .toList();
    }

    List<Subject> list() {
        return names.entrySet().stream()
                .map(entry -> new Subject(entry.getValue(), entry.getKey()))
                .toList();
    }
}

package io.metastep.cli.evaluation;

import io.metastep.metalearner.evaluation.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What decides the results of an evaluation besides its tasks; tasks of one folder have it in common.
 *
 * @param quick whether it is a first look
 * @param seeds members of each perceptron task
 * @param images what perceptrons read, with a checksum
 * @param optimizers what is judged
 */
record Experiment(boolean quick, int seeds, String images, List<Subject> optimizers) {
    static final String NO_IMAGES = "none";

    Experiment {
        optimizers = List.copyOf(optimizers);
    }

    /**
     * An optimizer that is judged.
     *
     * @param name how results call it
     * @param digest of its file
     */
    record Subject(String name, String digest) {}

    Effort effort() {
        return new Effort(quick, seeds);
    }

    /** In which ways another one differs; empty if their results belong together. */
    List<String> differencesTo(Experiment other) {
        var differences = new ArrayList<String>();
        differ(differences, effortText(), other.effortText());
        differ(differences, optimizerText(), other.optimizerText());
        if (!images.equals(NO_IMAGES) && !other.images.equals(NO_IMAGES)) {
            differ(differences, "the images of " + images, "the images of " + other.images);
        }
        return differences;
    }

    private String effortText() {
        return (quick ? "--quick, --seeds " : "--seeds ") + seeds;
    }

    private String optimizerText() {
        return optimizers.stream()
                .map(subject -> "%s (%s)".formatted(subject.name(), subject.digest()))
                .collect(Collectors.joining(" and ", "optimizer ", ""));
    }

    private static void differ(List<String> differences, String here, String there) {
        if (!here.equals(there)) {
            differences.add("it has " + there + ", not " + here);
        }
    }

    /** The same with the images of another one if this one reads none. */
    Experiment joinedWith(Experiment other) {
        return new Experiment(quick, seeds, images.equals(NO_IMAGES) ? other.images : images, optimizers);
    }
}

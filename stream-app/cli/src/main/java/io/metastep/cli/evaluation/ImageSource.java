package io.metastep.cli.evaluation;

import io.metastep.metalearner.evaluation.Effort;
import io.metastep.metalearner.evaluation.EvaluationTask;
import io.metastep.metalearner.evaluation.Suite;
import io.metastep.optimizees.TaskCatalogue;
import java.util.List;

/**
 * The images of an evaluation.
 *
 * @param catalogue makes tasks of them
 * @param isMnist or else digits that are drawn
 * @param text tells them apart from others
 */
record ImageSource(TaskCatalogue catalogue, boolean isMnist, String text) {
    /** Reads all of MNIST, the test images too, so that damage is found at the start. */
    static String digest(TaskCatalogue catalogue) {
        String digest = Digest.of(catalogue.mnist());
        catalogue.parse("mnist-mlp:images=test");
        return "MNIST " + digest;
    }

    List<EvaluationTask> tasks(List<Suite> suites, Effort effort) {
        return suites.stream()
                .distinct()
                .flatMap(suite -> suite.tasks(catalogue, isMnist, effort).stream())
                .toList();
    }
}

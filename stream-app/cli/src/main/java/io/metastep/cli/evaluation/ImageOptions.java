package io.metastep.cli.evaluation;

import io.metastep.cli.Problems;
import io.metastep.metalearner.evaluation.Suite;
import io.metastep.optimizees.TaskCatalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What perceptrons read. */
final class ImageOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:METASTEP_DATA}",
            description =
                    "Folder that holds MNIST's four files, in it or in DIR/mnist; needed by all suites but quadratics"
                            + " (default: the environment variable METASTEP_DATA).")
    private @Nullable Path data;

    @Option(
            names = "--digits",
            description = "Use digits drawn by this program in place of MNIST; easier, so results do not compare.")
    private boolean digits;

    /** The images that the suites need; adds problems if they cannot be read. */
    ImageSource source(List<Suite> suites, Problems problems) {
        TaskCatalogue catalogue = new TaskCatalogue(Optional.ofNullable(data));
        boolean needed = suites.stream().anyMatch(suite -> suite != Suite.QUADRATICS);
        if (!needed || digits) {
            return new ImageSource(catalogue, !digits, needed ? "drawn digits" : Experiment.NO_IMAGES);
        }
        if (data == null) {
            problems.add(
                    "--data: the suites mnist, transfer and long need MNIST; give the folder that holds its four files,"
                            + " or compare on drawn digits with --digits");
            return new ImageSource(catalogue, false, Experiment.NO_IMAGES);
        }
        Optional<String> digest = problems.check("--data", () -> ImageSource.digest(catalogue));
        return new ImageSource(catalogue, digest.isPresent(), digest.orElse(Experiment.NO_IMAGES));
    }
}

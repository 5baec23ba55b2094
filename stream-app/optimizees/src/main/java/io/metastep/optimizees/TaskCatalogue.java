package io.metastep.optimizees;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The tasks by name: {@code quadratic}, {@code digits-mlp} (digits drawn by the program), {@code mnist-mlp} (needs a data
 * folder) and {@code mlp} (MNIST if there is a data folder, drawn digits otherwise), with options after a colon:
 * {@code digits-mlp:widths=20x20,activation=relu,batch=64}, {@code quadratic:dimension=20,problems=32}. Alternatives,
 * {@code digits-mlp:widths=20|10|20x20,activation=relu|elu}, make a mixed family: the seed decides which combination a member is
 * of. Image sets are loaded on first use and shared, so keep one catalogue; it may be used by several threads.
 */
public final class TaskCatalogue {
    /** Names with their options and defaults, for people. */
    public static final String DESCRIPTION = """
            quadratic   random quadratics |W theta - y|^2; options dimension=10, problems=128,
                        condition=C (largest by smallest curvature, log-uniform between;
                        without: Gaussian W), noise=0 (y + noise N(0,1) at each step)
            mlp         perceptron on MNIST if there is a data folder, on drawn digits otherwise
            digits-mlp  perceptron on digits drawn by the program; options widths=20 (20x20, none),
                        activation=sigmoid (relu, tanh, elu), batch=128,
                        pool=1 (2: images of half the side),
                        images=all (meta-training, evaluation, test)
            mnist-mlp   the same on MNIST from the data folder
            Alternatives in options, as in 'digits-mlp:widths=20|10|20x20,activation=relu|elu',
            make a mixed task: the seed of each member decides what it is, each combination
            is as likely as it is often (quote it, | means something to shells).
            """;

    private final boolean hasFolder;
    private final ImageSets images;

    /**
     * A catalogue that has loaded nothing yet.
     *
     * @param folder where MNIST's files are, themselves or in a subfolder {@code mnist}; read on first use
     */
    public TaskCatalogue(Optional<Path> folder) {
        hasFolder = folder.isPresent();
        images = new ImageSets(folder);
    }

    /**
     * The task of this name.
     *
     * @throws IllegalArgumentException for an unknown task or option, naming the known ones
     */
    public Task parse(String name) {
        List<Task> alternatives =
                Alternatives.of(name).stream().map(this::parseOne).toList();
        return alternatives.size() == 1 ? alternatives.get(0) : mixed(name, alternatives);
    }

    /** Says which images it was in the end, where the name left that to the folder. */
    private static Task mixed(String name, List<Task> alternatives) {
        String family = alternatives.get(0).name().split(":", 2)[0];
        return new MixedTask(family + name.substring(name.indexOf(':')), alternatives);
    }

    private Task parseOne(String name) {
        int colon = name.indexOf(':');
        String family = colon < 0 ? name : name.substring(0, colon);
        var options = new TaskOptions(family, colon < 0 ? "" : name.substring(colon + 1));
        Task task =
                switch (family) {
                    case "quadratic" -> quadratics(options);
                    case "mlp" -> hasFolder ? onMnist(options) : onDrawnDigits(options);
                    case "digits-mlp" -> onDrawnDigits(options);
                    case "mnist-mlp" -> onMnist(options);
                    default ->
                        throw new IllegalArgumentException("There is no task '" + family
                                + "'; the tasks are quadratic, mlp, digits-mlp, mnist-mlp");
                };
        options.requireAllKnown();
        return task;
    }

    private static Quadratics quadratics(TaskOptions options) {
        return new Quadratics(
                options.integer("dimension", Quadratics.DEFAULT_DIMENSION),
                options.integer("problems", Quadratics.DEFAULT_PROBLEMS),
                options.number("condition", Quadratics.GAUSSIAN),
                options.number("noise", 0));
    }

    private Perceptrons onMnist(TaskOptions options) {
        return perceptrons(images.mnist(options.images(ImagePart.ALL)), options);
    }

    private Perceptrons onDrawnDigits(TaskOptions options) {
        return perceptrons(images.drawn(options.images(ImagePart.ALL)), options);
    }

    private static Perceptrons perceptrons(LabelledImages images, TaskOptions options) {
        return new Perceptrons(
                images.pooled(options.integer("pool", 1)),
                options.widths(Perceptrons.DEFAULT_WIDTHS),
                options.activation(Perceptrons.DEFAULT_ACTIVATION),
                options.integer("batch", Perceptrons.DEFAULT_BATCH));
    }

    /** MNIST's training images from the data folder. */
    public LabelledImages mnist() {
        return images.mnist(ImagePart.ALL);
    }

    /** The standard set of drawn digits. */
    public LabelledImages drawnDigits() {
        return images.drawn(ImagePart.ALL);
    }
}

package io.metastep.optimizees;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Multi-layer perceptrons that classify images: dense layers, one activation, softmax cross-entropy; parameters start at
 * N(0, 0.01^2), minibatches are drawn with replacement (Andrychowicz et al. 2016, section 3.2).
 *
 * @param images what to classify, shared by all members
 * @param widths units of the hidden layers, possibly none
 * @param activation nonlinearity of the hidden layers
 * @param batch images per minibatch
 */
public record Perceptrons(LabelledImages images, List<Integer> widths, Activation activation, int batch)
        implements Task {
    public static final List<Integer> DEFAULT_WIDTHS = List.of(20);
    public static final Activation DEFAULT_ACTIVATION = Activation.SIGMOID;
    public static final int DEFAULT_BATCH = 128;

    public Perceptrons {
        widths = List.copyOf(widths);
        widths.forEach(width -> TaskOptions.requireRange("width", width, 1, 10_000));
        TaskOptions.requireRange("batch", batch, 1, 10_000);
    }

    /** The paper's net on given images: 20 sigmoid units, batches of 128. */
    public static Perceptrons standard(LabelledImages images) {
        return new Perceptrons(images, DEFAULT_WIDTHS, DEFAULT_ACTIVATION, DEFAULT_BATCH);
    }

    @Override
    public String name() {
        return new TaskName(images.name() + "-mlp")
                .with("widths", text(widths), text(DEFAULT_WIDTHS))
                .with("activation", activation.name().toLowerCase(Locale.ROOT), "sigmoid")
                .with("batch", batch, DEFAULT_BATCH)
                .with("pool", images.pooling(), 1)
                .with("images", images.part(), ImagePart.ALL)
                .toString();
    }

    private static String text(List<Integer> widths) {
        return widths.isEmpty() ? "none" : widths.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    /** Units from the input to the output. */
    List<Integer> sizes() {
        var sizes = new ArrayList<Integer>();
        sizes.add(images.pixelsPerImage());
        sizes.addAll(widths);
        sizes.add(LabelledImages.CLASSES);
        return sizes;
    }

    @Override
    public Optimizee open(long seed) {
        return new Perceptron(this, seed);
    }
}

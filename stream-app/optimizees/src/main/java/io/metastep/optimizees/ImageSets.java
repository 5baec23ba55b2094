package io.metastep.optimizees;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The image sets of a catalogue, each loaded or drawn on first use and shared from then on; thread-safe. */
final class ImageSets {
    private static final int TEST_COUNT = 10_000;

    private final Optional<Path> folder;
    private final Map<ImagePart, LabelledImages> mnist = new EnumMap<>(ImagePart.class);
    private final Map<ImagePart, LabelledImages> drawn = new EnumMap<>(ImagePart.class);

    ImageSets(Optional<Path> folder) {
        this.folder = folder;
    }

    synchronized LabelledImages mnist(ImagePart part) {
        LabelledImages known = mnist.get(part);
        LabelledImages images = known == null ? readMnist(part) : known;
        mnist.put(part, images);
        return images;
    }

    private LabelledImages readMnist(ImagePart part) {
        return switch (part) {
            case ALL -> MnistFiles.training(mnistFolder());
            case META_TRAINING -> half(0).as(part);
            case EVALUATION -> half(1).as(part);
            case TEST -> MnistFiles.test(mnistFolder()).as(part);
        };
    }

    private LabelledImages half(int which) {
        LabelledImages all = mnist(ImagePart.ALL);
        int middle = all.count() / 2;
        return which == 0 ? all.range(0, middle) : all.range(middle, all.count());
    }

    private Path mnistFolder() {
        return folder.orElseThrow(() ->
                new DataException("MNIST needs a data folder: give --data, or train on drawn digits (digits-mlp)"));
    }

    synchronized LabelledImages drawn(ImagePart part) {
        return drawn.computeIfAbsent(part, ImageSets::draw);
    }

    private static LabelledImages draw(ImagePart part) {
        return switch (part) {
            case ALL -> DrawnDigits.standard();
            case META_TRAINING -> DrawnDigits.standard().as(part);
            case EVALUATION -> DrawnDigits.others(1, DrawnDigits.STANDARD_COUNT).as(part);
            case TEST -> DrawnDigits.others(2, TEST_COUNT).as(part);
        };
    }
}

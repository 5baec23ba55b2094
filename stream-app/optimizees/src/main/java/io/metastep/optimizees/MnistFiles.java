package io.metastep.optimizees;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads MNIST, or any set in its format, from a folder with the four original files or with a subfolder {@code mnist}. */
public final class MnistFiles {
    /** The name of images from here. */
    public static final String NAME = "mnist";

    private MnistFiles() {}

    /** The 60,000 training images. */
    public static LabelledImages training(Path folder) {
        return read(folder, "train");
    }

    /** The 10,000 test images. */
    public static LabelledImages test(Path folder) {
        return read(folder, "t10k");
    }

    private static LabelledImages read(Path folder, String part) {
        IdxFile images = IdxFile.read(find(folder, part + "-images-idx3-ubyte"), 3);
        Path labelFile = find(folder, part + "-labels-idx1-ubyte");
        IdxFile labels = IdxFile.read(labelFile, 1);
        if (images.size(0) != labels.size(0)) {
            throw new DataException("%s holds %d labels for %d images; the two files do not belong together"
                    .formatted(labelFile, labels.size(0), images.size(0)));
        }
        requireDigits(labelFile, labels.elements());
        return new LabelledImages(NAME, images.elements(), labels.elements(), images.size(1), images.size(2));
    }

    private static Path find(Path folder, String name) {
        List<Path> places = Stream.of(folder.resolve(NAME), folder)
                .flatMap(place -> Stream.of(place.resolve(name + ".gz"), place.resolve(name)))
                .toList();
        return places.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new DataException(
                        "No %s.gz (nor %s) in %s or its subfolder %s; put MNIST's four files there or leave out the data folder"
                                .formatted(name, name, folder.toAbsolutePath(), NAME)));
    }

    private static void requireDigits(Path file, byte[] labels) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= LabelledImages.CLASSES) {
                throw new DataException("%s: label %d is %d, expected 0 to %d"
                        .formatted(file, i, labels[i] & 0xff, LabelledImages.CLASSES - 1));
            }
        }
    }
}

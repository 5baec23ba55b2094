package io.metastep.cli.evaluation;

import io.metastep.optimizees.LabelledImages;
import io.metastep.optimizer.OptimizerFile;
import java.util.zip.CRC32;

/** Checksums that tell inputs apart. */
final class Digest {
    private static final int IMAGES_LOOKED_AT = 500;

    private Digest() {}

    static String of(OptimizerFile file) {
        var crc = new CRC32();
        crc.update(file.write());
        return text(crc);
    }

    /** Of some images all over the set. */
    static String of(LabelledImages images) {
        var crc = new CRC32();
        for (int image = 0; image < images.count(); image += 1 + images.count() / IMAGES_LOOKED_AT) {
            update(crc, images, image);
        }
        return text(crc);
    }

    private static void update(CRC32 crc, LabelledImages images, int image) {
        crc.update(images.label(image));
        for (int pixel = 0; pixel < images.pixelsPerImage(); pixel++) {
            crc.update(images.pixel(image, pixel / images.columns(), pixel % images.columns()));
        }
    }

    private static String text(CRC32 crc) {
        return "%08x".formatted(crc.getValue());
    }
}

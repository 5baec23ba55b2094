package io.metastep.optimizees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSetsTest {
    @Test
    void mnistIsHalvedBetweenMetaTrainingAndEvaluation(@TempDir Path folder) throws IOException {
        write(folder, "train", 4);
        var sets = new ImageSets(Optional.of(folder));
        assertThat(labels(sets.mnist(ImagePart.ALL))).isEqualTo("0123");
        assertThat(labels(sets.mnist(ImagePart.META_TRAINING))).isEqualTo("01");
        assertThat(labels(sets.mnist(ImagePart.EVALUATION))).isEqualTo("23");
        assertThat(sets.mnist(ImagePart.EVALUATION).part()).isEqualTo(ImagePart.EVALUATION);
    }

    @Test
    void mnistsTestImagesComeFromTheirOwnFiles(@TempDir Path folder) throws IOException {
        write(folder, "train", 2);
        var sets = new ImageSets(Optional.of(folder));
        assertThatThrownBy(() -> sets.mnist(ImagePart.TEST)).hasMessageContaining("t10k-images-idx3-ubyte.gz");
        write(folder, "t10k", 3);
        assertThat(labels(sets.mnist(ImagePart.TEST))).isEqualTo("012");
    }

    @Test
    void evaluationSeesOtherDrawnDigitsThanMetaTraining() {
        var sets = new ImageSets(Optional.empty());
        assertThat(start(sets.drawn(ImagePart.META_TRAINING)))
                .isEqualTo(start(sets.drawn(ImagePart.ALL)))
                .isNotEqualTo(start(sets.drawn(ImagePart.EVALUATION)))
                .isNotEqualTo(start(sets.drawn(ImagePart.TEST)));
        assertThat(start(sets.drawn(ImagePart.EVALUATION))).isNotEqualTo(start(sets.drawn(ImagePart.TEST)));
    }

    private static String start(LabelledImages images) {
        return labels(images).substring(0, 1_000);
    }

    private static String labels(LabelledImages images) {
        var labels = new StringBuilder();
        for (int i = 0; i < images.count(); i++) {
            labels.append(images.label(i));
        }
        return labels.toString();
    }

    private static void write(Path folder, String part, int count) throws IOException {
        var images = ByteBuffer.allocate(16 + count)
                .putInt(0x0803)
                .putInt(count)
                .putInt(1)
                .putInt(1);
        var labels = ByteBuffer.allocate(8 + count).putInt(0x0801).putInt(count);
        for (int i = 0; i < count; i++) {
            labels.put((byte) i);
        }
        Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
}

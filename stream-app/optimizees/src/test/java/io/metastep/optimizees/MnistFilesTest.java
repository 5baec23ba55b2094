package io.metastep.optimizees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistFilesTest {
    private static final byte[] IMAGES = idx(new int[] {2, 2, 3}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255);
    private static final byte[] LABELS = idx(new int[] {2}, 3, 9);

    private final Path folder;

    MnistFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsGzippedFilesFromTheSubfolder() throws IOException {
        Path mnist = Files.createDirectory(folder.resolve("mnist"));
        Files.write(mnist.resolve("train-images-idx3-ubyte.gz"), gzip(IMAGES));
        Files.write(mnist.resolve("train-labels-idx1-ubyte.gz"), gzip(LABELS));
        checkContent(MnistFiles.training(folder));
    }

    @Test
    void readsPlainFilesFromTheFolderItself() throws IOException {
        write(IMAGES, LABELS);
        checkContent(MnistFiles.training(folder));
    }

    @Test
    void aRangeSeesOnlyItsImages() throws IOException {
        write(IMAGES, LABELS);
        LabelledImages second = MnistFiles.training(folder).range(1, 2);
        assertThat(second.count()).isEqualTo(1);
        assertThat(second.label(0)).isEqualTo((byte) 9);
        assertThat(second.pixel(0, 0, 0)).isEqualTo(7);
    }

    @Test
    void aMissingFileIsNamedWithWhereItWasSought() {
        assertThatThrownBy(() -> MnistFiles.training(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("train-images-idx3-ubyte.gz")
                .hasMessageContaining(folder.toString());
    }

    @Test
    void aTruncatedFileSaysHowMuchIsThere() throws IOException {
        write(Arrays.copyOf(IMAGES, IMAGES.length - 2), LABELS);
        assertThatThrownBy(() -> MnistFiles.training(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("10 of 12 bytes");
    }

    @Test
    void aTruncatedGzipFileIsTruncated() throws IOException {
        write(Arrays.copyOf(gzip(IMAGES), 25), LABELS);
        assertThatThrownBy(() -> MnistFiles.training(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("truncated");
    }

    @Test
    void aForeignFileIsRefusedByItsFirstBytes() throws IOException {
        write("<html>not found</html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII), LABELS);
        assertThatThrownBy(() -> MnistFiles.training(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("3c68746d")
                .hasMessageContaining("00000803");
    }

    @Test
    void aFileThatAnnouncesMoreThanFitsInMemoryIsRefused() throws IOException {
        write(idx(new int[] {9_000_000, 28, 28}), LABELS);
        assertThatThrownBy(() -> MnistFiles.training(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("more than this reader holds");
    }

    @Test
    void aFileThatGoesOnIsRefused() throws IOException {
        write(Arrays.copyOf(IMAGES, IMAGES.length + 1), LABELS);
        assertThatThrownBy(() -> MnistFiles.training(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("goes on");
    }

    @Test
    void labelsOfAnotherSetAreRefused() throws IOException {
        write(IMAGES, idx(new int[] {3}, 1, 2, 3));
        assertThatThrownBy(() -> MnistFiles.training(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("3 labels for 2 images");
    }

    @Test
    void labelsThatAreNoDigitsAreRefused() throws IOException {
        write(IMAGES, idx(new int[] {2}, 1, 200));
        assertThatThrownBy(() -> MnistFiles.training(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("label 1 is 200");
    }

    private void write(byte[] images, byte[] labels) throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), images);
        Files.write(folder.resolve("train-labels-idx1-ubyte"), labels);
    }

    private static void checkContent(LabelledImages images) {
        assertThat(images.count()).isEqualTo(2);
        assertThat(images.rows()).isEqualTo(2);
        assertThat(images.columns()).isEqualTo(3);
        assertThat(images.label(1)).isEqualTo((byte) 9);
        assertThat(images.pixel(1, 1, 2)).isEqualTo(255);
        var brightness = new float[6];
        images.copyPixels(1, brightness, 0);
        assertThat(brightness[5]).isEqualTo(1);
    }

    private static byte[] idx(int[] sizes, int... elements) {
        var buffer = ByteBuffer.allocate(4 + 4 * sizes.length + elements.length).putInt(0x0800 | sizes.length);
        for (int size : sizes) {
            buffer.putInt(size);
        }
        for (int element : elements) {
            buffer.put((byte) element);
        }
        return buffer.array();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}

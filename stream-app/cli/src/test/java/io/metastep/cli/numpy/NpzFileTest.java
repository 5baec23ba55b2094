package io.metastep.cli.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzFileTest {

    private static final String FLOATS = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";

    private final Path file;

    NpzFileTest(@TempDir Path folder) {
        file = folder.resolve("arrays.npz");
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        float[] values = {-0.0f, Float.MIN_VALUE, -Float.MAX_VALUE, 0.1f, 1e-40f, 3};
        byte[] bytes = {0, 1, -1, 127, -128};
        Files.write(
                file,
                NpzFile.write(Map.of(
                        "a/b", NpyArray.of(List.of(2, 3), values),
                        "text", NpyArray.of(bytes),
                        "one", NpyArray.of(List.of(), new float[] {7}),
                        "none", NpyArray.of(List.of(0, 3), new float[0]))));
        try (NpzFile npz = NpzFile.open(file)) {
            assertThat(npz.names()).containsExactly("a/b", "none", "one", "text");
            NpyArray read = npz.array("a/b");
            assertThat(read.shape()).containsExactly(2, 3);
            for (int i = 0; i < values.length; i++) {
                assertThat(Float.floatToRawIntBits((float) read.get(i))).isEqualTo(Float.floatToRawIntBits(values[i]));
            }
            assertThat(npz.array("text").bytes()).isEqualTo(bytes);
            assertThat(npz.array("one").shape()).isEmpty();
            assertThat(npz.array("one").get(0)).isEqualTo(7);
            assertThat(npz.array("none").size()).isZero();
        }
    }

    @Test
    void theSameArraysGiveTheSameBytes() {
        Map<String, NpyArray> arrays = Map.of("x", NpyArray.of(List.of(1), new float[] {1}));
        assertThat(NpzFile.write(arrays)).isEqualTo(NpzFile.write(arrays));
    }

    @Test
    void headersAreThoseOfNumPy() {
        byte[] bytes = NpyFormat.write(NpyArray.of(List.of(2), new float[] {1, 2}));
        assertThat(new String(bytes, 0, 128, StandardCharsets.ISO_8859_1))
                .startsWith("\u0093NUMPY\1\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }  ")
                .endsWith(" \n");
        assertThat(bytes).hasSize(128 + 8);
    }

    @ParameterizedTest
    @CsvSource({
        "<f4, False, '0 1 2 3 4 5'",
        ">f4, False, '0 1 2 3 4 5'",
        "<f8, False, '0 1 2 3 4 5'",
        ">f8, False, '0 1 2 3 4 5'",
        "|u1, False, '0 1 2 3 4 5'",
        "<f4, True, '0 2 4 1 3 5'",
        ">f8, True, '0 2 4 1 3 5'"
    })
    void elementsComeRowByRowWhateverTypeAndOrder(String descr, String fortran, String expected) throws Exception {
        ByteBuffer data =
                ByteBuffer.allocate(48).order(descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 6; i++) {
            switch (descr.substring(1)) {
                case "f4" -> data.putFloat(i);
                case "f8" -> data.putDouble(i);
                default -> data.put((byte) i);
            }
        }
        String header = "{'descr': '%s', 'fortran_order': %s, 'shape': (2, 3), }".formatted(descr, fortran);
        NpyArray array = NpyFormat.read(npy(1, header, Arrays.copyOf(data.array(), data.position())));
        assertThat(IntStream.range(0, 6).mapToObj(i -> String.valueOf((int) array.get(i))))
                .containsExactly(expected.split(" "));
    }

    @Test
    void threeDimensionsInFortranOrderToo() throws Exception {
        float[] file = {0, 12, 4, 16, 8, 20, 1, 13, 5, 17, 9, 21, 2, 14, 6, 18, 10, 22, 3, 15, 7, 19, 11, 23};
        ByteBuffer data = ByteBuffer.allocate(4 * file.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(file);
        NpyArray array =
                NpyFormat.read(npy(2, "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3, 4)}", data.array()));
        assertThat(IntStream.range(0, 24).mapToDouble(array::get))
                .containsExactly(IntStream.range(0, 24).asDoubleStream().boxed().toArray(Double[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'shape': (6,), 'fortran_order': False, 'descr': '<f4'}",
                "{ 'descr' : '<f4' , 'fortran_order' : True , 'shape' : ( 6 ,) , }  \n"
            })
    void headersThatOtherProgramsWriteAreRead(String header) throws Exception {
        assertThat(NpyFormat.read(npy(1, header, new byte[24])).shape()).containsExactly(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'descr': '<f2', 'fortran_order': False, 'shape': (12,)} | type '<f2', expected one of <f4",
                "{'descr': 'O', 'fortran_order': False, 'shape': (6,)} | type 'O', expected one of",
                "{'descr': '<i8', 'fortran_order': False, 'shape': (3,)} | convert it with .astype('float32')",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (6,)} | header that is not",
                "{'descr': '<f4', 'descr': '<f4', 'shape': (6,)} | header that is not",
                "{'descr': '<f4', 'fortran_order': 'True', 'shape': (6,)} | header that is not",
                "{'descr': True, 'fortran_order': True, 'shape': (6,)} | header that is not",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (,)} | header that is not",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (6 6)} | header that is not",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-6,)} | header that is not",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,)} | expected sizes below 2^31",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (5,)} | has 24 bytes for its elements, expected [5]",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (7,)} | truncated or damaged",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (100000, 100000)} | truncated or damaged",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000, 2000000000, 2000000000)} | truncated",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536)} | truncated",
                "{} | header that is not",
                "__import__('os').system('true') | header that is not"
            })
    void headersOfAnythingElseAreRefused(String header, String reason) {
        assertThatThrownBy(() -> NpyFormat.read(npy(1, header, new byte[24])))
                .isInstanceOf(NumpyException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void brokenStartsAreRefused() {
        byte[] good = npy(1, FLOATS, new byte[24]);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> NpyFormat.read(cut)).as("%d bytes", length).isInstanceOf(NumpyException.class);
        }
        assertThatThrownBy(() -> NpyFormat.read(changed(good, 6, 9)))
                .hasMessageContaining("npy format 9.0, expected 1.0 or 2.0");
        assertThatThrownBy(() -> NpyFormat.read(changed(good, 9, 0xFF))).hasMessageContaining("has a header of 65");
        byte[] second = npy(2, FLOATS, new byte[24]);
        assertThatThrownBy(() -> NpyFormat.read(changed(second, 11, 0xFF)))
                .hasMessageContaining("has a header of 4278190");
    }

    @Test
    void aFileThatIsCutOrNoneIsRefused() throws IOException {
        byte[] good = NpzFile.write(Map.of("x", NpyArray.of(List.of(2), new float[] {1, 2})));
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThatThrownBy(() -> NpzFile.open(file)).as("%d bytes", length).isInstanceOf(NumpyException.class);
        }
    }

    /** What a changed byte may do is to make the file another file, not to make it end otherwise. */
    @Test
    void everyChangedByteIsNoticedOrChangesNoElement() throws IOException {
        float[] values = {0.1f, 0.2f, 0.3f};
        byte[] good = NpzFile.write(Map.of("x", NpyArray.of(List.of(3), values)));
        for (int i = 0; i < good.length; i++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                Files.write(file, changed(good, i, good[i] ^ 1 << bit));
                assertHarmless("byte %d bit %d".formatted(i, bit), values);
            }
        }
    }

    private void assertHarmless(String what, float[] values) throws IOException {
        try (NpzFile npz = NpzFile.open(file)) {
            if (npz.has("x")) {
                NpyArray array = npz.array("x");
                assertThat(array.shape()).as(what).containsExactly(values.length);
                for (int i = 0; i < values.length; i++) {
                    assertThat((float) array.get(i)).as(what).isEqualTo(values[i]);
                }
            }
        } catch (NumpyException refused) {
            assertThat(refused).as(what).hasMessageNotContaining("null");
        }
    }

    @Test
    void otherThingsInTheZipAreRefused() throws IOException {
        Files.write(file, zip("x.npy", new byte[0], "word/document.xml", new byte[3]));
        assertThatThrownBy(() -> NpzFile.open(file))
                .isInstanceOf(NumpyException.class)
                .hasMessageContaining("'word/document.xml' in it, expected nothing but arrays, NAME.npy");
    }

    @Test
    void twoArraysOfOneNameAreRefused() throws IOException {
        byte[] two = zip("x.npy", npy(1, FLOATS, new byte[24]), "y.npy", npy(1, FLOATS, new byte[24]));
        String text = new String(two, StandardCharsets.ISO_8859_1).replace("y.npy", "x.npy");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> NpzFile.open(file)).hasMessageContaining("two arrays 'x'");
    }

    @Test
    void aSmallFileThatUnpacksToVeryMuchIsRefused() throws Exception {
        int tooMuch = 1 << 20;
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            for (int i = 0; i < 257; i++) {
                zip.write(new byte[tooMuch]);
            }
        }
        assertThat(Files.size(file)).isLessThan(tooMuch);
        try (NpzFile npz = NpzFile.open(file)) {
            assertThatThrownBy(() -> npz.array("x"))
                    .isInstanceOf(NumpyException.class)
                    .hasMessageContaining("too large: arrays may have 256 MiB altogether");
        }
    }

    private static byte[] zip(String firstName, byte[] first, String secondName, byte[] second) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, firstName, first);
            put(zip, secondName, second);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
    }

    private static byte[] npy(int version, String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.allocate((version == 1 ? 10 : 12) + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) {
            bytes.putShort((short) text.length);
        } else {
            bytes.putInt(text.length);
        }
        return bytes.put(text).put(data).array();
    }

    private static byte[] changed(byte[] bytes, int index, int value) {
        byte[] copy = bytes.clone();
        copy[index] = (byte) value;
        return copy;
    }
}

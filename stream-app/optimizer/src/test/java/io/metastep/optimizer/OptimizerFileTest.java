package io.metastep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.metastep.optimizer.OptimizerFileException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerFileTest {

    private static final Provenance PROVENANCE = new Provenance(
            "metastep 0.1.0",
            "metastep meta-train --seed 7",
            Instant.parse("2026-01-02T03:04:05Z"),
            7,
            "paper@1",
            Map.of("tasks", "quadratics", "minutes", "8"));

    static Stream<OptimizerSpec> specs() {
        return Stream.concat(
                Specs.variety().stream(),
                Stream.of(
                        new LearnableSgdSpec(),
                        new SgdSpec(0.1f),
                        new MomentumSpec(0.1f, 0.9f, true),
                        new RmsPropSpec(0.1f, 0.9f, 1e-8f),
                        new AdamSpec(0.1f, 0.9f, 0.999f, 1e-8f)));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void whatIsWrittenIsRead(OptimizerSpec spec) throws OptimizerFileException {
        OptimizerFile file = new OptimizerFile("universal", 3, spec, Specs.random(spec, 1, 2), PROVENANCE);
        assertThat(OptimizerFile.read(file.write())).isEqualTo(file);
        assertThat(file.write()).isEqualTo(file.write());
    }

    @Test
    void theHeaderCanBeReadByPeople() {
        byte[] bytes = small().write();
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
        assertThat(new String(bytes, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("METASTEP");
        assertThat(new String(bytes, 16, length, StandardCharsets.UTF_8))
                .isEqualTo("{\"family\":\"tiny\",\"version\":1,\"spec\":{\"type\":\"lstm\",\"features\":"
                        + "[{\"type\":\"log-and-sign\",\"p\":10.0}],\"hiddenSizes\":[1],"
                        + "\"output\":{\"type\":\"linear\",\"scale\":0.1}},\"provenance\":{"
                        + "\"createdBy\":\"metastep 0.1.0\",\"command\":\"metastep meta-train --seed 7\","
                        + "\"created\":\"2026-01-02T03:04:05Z\",\"seed\":7,\"parent\":\"paper@1\","
                        + "\"details\":{\"minutes\":\"8\",\"tasks\":\"quadratics\"}}}");
    }

    @ParameterizedTest
    @MethodSource("specs")
    void headerAndParametersMakeTheFileAgain(OptimizerSpec spec) throws OptimizerFileException {
        OptimizerFile file = new OptimizerFile("universal", 3, spec, Specs.random(spec, 1, 2), PROVENANCE);
        OptimizerHeader header = OptimizerHeader.parse(file.header().toJson());
        assertThat(header.with(file.parameters()).write()).isEqualTo(file.write());
    }

    @Test
    void anIncompleteHeaderIsRefused() {
        assertThatThrownBy(() -> OptimizerHeader.parse("null")).isInstanceOf(OptimizerFileException.class);
        assertThatThrownBy(() -> OptimizerHeader.parse("[]")).isInstanceOf(OptimizerFileException.class);
        assertThatThrownBy(() -> OptimizerHeader.parse("{\"family\":\"mine\",\"version\":1}"))
                .isInstanceOf(OptimizerFileException.class)
                .hasMessageContaining("without family, spec or provenance");
    }

    @Test
    void theChecksumIsThatOfTheFile() {
        byte[] bytes = small().write();
        String last = HexFormat.of().formatHex(bytes, bytes.length - 32, bytes.length);
        assertThat(small().checksum()).isEqualTo(last);
    }

    @Test
    void everyChangedByteIsNoticed() {
        byte[] bytes = small().write();
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= (byte) (1 << (i % 8));
            assertThatThrownBy(() -> OptimizerFile.read(damaged))
                    .as("byte %d", i)
                    .isInstanceOf(OptimizerFileException.class);
        }
    }

    @Test
    void everyOtherLengthIsNoticed() {
        byte[] bytes = small().write();
        for (int length = 0; length < bytes.length; length++) {
            byte[] shorter = Arrays.copyOf(bytes, length);
            assertThat(reason(shorter)).isIn(Reason.NOT_AN_OPTIMIZER_FILE, Reason.WRONG_LENGTH);
        }
        assertThat(reason(Arrays.copyOf(bytes, bytes.length + 1))).isEqualTo(Reason.WRONG_LENGTH);
    }

    @Test
    void eachProblemHasItsReason() throws Exception {
        byte[] bytes = small().write();
        assertThat(reason("PK\3\4".getBytes(StandardCharsets.US_ASCII))).isEqualTo(Reason.NOT_AN_OPTIMIZER_FILE);
        assertThat(reason(changed(bytes, 8, 2))).isEqualTo(Reason.FUTURE_FORMAT);
        assertThat(reason(changed(bytes, 12, Integer.MAX_VALUE))).isEqualTo(Reason.WRONG_LENGTH);
        assertThat(reason(changed(bytes, 12, -1))).isEqualTo(Reason.WRONG_LENGTH);
        assertThat(reason(changed(bytes, bytes.length - 40, 0x7fc00000))).isEqualTo(Reason.CHECKSUM);
        assertThat(reason(sealed(changed(bytes, bytes.length - 36, 0x7fc00000))))
                .isEqualTo(Reason.PARAMETERS);
        assertThat(reason(sealed(replaced(bytes, "lstm", "gru!")))).isEqualTo(Reason.HEADER);
        assertThat(reason(sealed(replaced(bytes, "\"hiddenSizes\":[1]", "\"hiddenSizes\":[2]"))))
                .isEqualTo(Reason.PARAMETERS);
        assertThat(reason(sealed(replaced(bytes, "\"version\":1", "\"version\":0"))))
                .isEqualTo(Reason.PARAMETERS);
        assertThat(reason(sealed(replaced(bytes, "\"family\"", "\"familie\"")))).isEqualTo(Reason.HEADER);
    }

    @Test
    void aFutureFormatSaysWhatToDo() {
        assertThatThrownBy(() -> OptimizerFile.read(changed(small().write(), 8, 2)))
                .hasMessageContaining("format 2")
                .hasMessageContaining("reads format 1")
                .hasMessageContaining("later version");
    }

    @Test
    void shippedOptimizersAllLoad() {
        assertThat(ShippedOptimizers.all())
                .allSatisfy(file -> assertThat(Optimizers.of(file).planes())
                        .isEqualTo(file.spec().planes()));
    }

    private static OptimizerFile small() {
        LstmSpec spec = new LstmSpec(Specs.LOG_AND_SIGN, List.of(1), Specs.LINEAR);
        return new OptimizerFile("tiny", 1, spec, spec.initialParameters(1), PROVENANCE);
    }

    private static Reason reason(byte[] bytes) {
        return catchThrowableOfType(OptimizerFileException.class, () -> OptimizerFile.read(bytes))
                .reason();
    }

    private static byte[] changed(byte[] bytes, int index, int value) {
        byte[] copy = bytes.clone();
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(index, value);
        return copy;
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        byte[] header = text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
        int grown = header.length - bytes.length;
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
        return changed(header, 12, length + grown);
    }

    /** With a valid checksum. */
    private static byte[] sealed(byte[] bytes) throws Exception {
        byte[] copy = bytes.clone();
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(copy, 0, copy.length - 32);
        System.arraycopy(sha256.digest(), 0, copy, copy.length - 32, 32);
        return copy;
    }
}

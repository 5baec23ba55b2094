package io.metastep.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockKeyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "job/tensor/0",
                "job/a/b/c/17",
                "ジョブ/тензор/2147483647",
                "j/ /1",
                "job//x/3",
                "job/x//3",
                "job///3"
            })
    void whatIsParsedIsWrittenTheSame(String text) throws WireException {
        BlockKey key = BlockKey.parse(text.getBytes(StandardCharsets.UTF_8));

        assertThat(key).hasToString(text);
        assertThat(BlockKey.parse(key.bytes())).isEqualTo(key);
    }

    @Test
    void theFirstAndTheLastSlashDecide() throws WireException {
        assertThat(BlockKey.parse("job/layer/0/w/12")).isEqualTo(new BlockKey("job", "layer/0/w", 12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "job",
                "job/0",
                "/tensor/0",
                "job//0",
                "job/t/",
                "job/t/-1",
                "job/t/+1",
                "job/t/01",
                "job/t/00",
                "job/t/2147483648",
                "job/t/99999999999999999999",
                "job/t/1a",
                "job/t/١",
                "jo\nb/t/0",
                "job/t\u0000/0"
            })
    void everythingElseIsMalformed(String text) {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> BlockKey.parse(text.getBytes(StandardCharsets.UTF_8)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(RejectionReason.MALFORMED_KEY));
    }

    @Test
    void nullAndBrokenUtf8AreRefused() {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> BlockKey.parse((byte[]) null))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(RejectionReason.NULL_KEY));
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> BlockKey.parse(new byte[] {'j', '/', (byte) 0xff, '/', '0'}))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(RejectionReason.MALFORMED_KEY));
    }

    @Test
    void longNamesAreRefusedWithAShortMessage() {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> BlockKey.parse("j".repeat(1_000_000) + "/t/0"))
                .satisfies(e -> assertThat(e.detail()).hasSizeLessThan(200).contains("1000000"));
        assertThatIllegalArgumentException().isThrownBy(() -> new BlockKey("j", "t".repeat(501), 0));
    }
}

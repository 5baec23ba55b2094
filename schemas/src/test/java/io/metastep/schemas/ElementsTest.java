package io.metastep.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 15, 16, 17, 1_024})
    void float32KeepsEveryBit(int count) {
        float[] values = bits(count);

        float[] back = Elements.decode(
                ElementEncoding.FLOAT32, ByteBuffer.wrap(Elements.encode(ElementEncoding.FLOAT32, values, 0, count)));

        assertThat(rawBits(back)).isEqualTo(rawBits(values));
    }

    @Test
    void bytesAreLittleEndian() {
        assertThat(Elements.encode(ElementEncoding.FLOAT32, new float[] {1f}, 0, 1))
                .containsExactly(0, 0, 0x80, 0x3f);
        assertThat(Elements.encode(ElementEncoding.BFLOAT16, new float[] {1f}, 0, 1))
                .containsExactly(0x80, 0x3f);
    }

    @Test
    void partsOfAnArrayAndOfABufferAreMovedWithoutMovingPositions() {
        ByteBuffer bytes = ByteBuffer.allocate(20).position(4);
        Elements.encode(ElementEncoding.FLOAT32, new float[] {9, 1, 2, 9}, 1, 2, bytes);
        float[] into = new float[4];

        int count = Elements.decode(ElementEncoding.FLOAT32, bytes.limit(12), into, 1);

        assertThat(count).isEqualTo(2);
        assertThat(into).containsExactly(0, 1, 2, 0);
        assertThat(bytes.position()).isEqualTo(4);
    }

    @Test
    void specialValuesSurviveBfloat16() {
        float[] specials = {
            0f, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, Float.intBitsToFloat(0x7f800001)
        };

        float[] back = Elements.decode(
                ElementEncoding.BFLOAT16,
                ByteBuffer.wrap(Elements.encode(ElementEncoding.BFLOAT16, specials, 0, specials.length)));

        assertThat(back)
                .containsExactly(0f, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, Float.NaN);
        assertThat(Elements.fromBfloat16(Elements.toBfloat16(Float.MAX_VALUE))).isEqualTo(Float.POSITIVE_INFINITY);
    }

    @Test
    void aNotFiniteValueIsFoundAnywhere() {
        for (int at = 0; at < 70; at++) {
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                float[] values = new float[70];
                values[at] = bad;
                assertThat(Elements.areFinite(values, 0, 70)).isFalse();
                assertThat(Elements.firstNotFinite(values, 0, 70)).isEqualTo(at);
                assertThat(Elements.areFinite(values, 0, at)).isTrue();
            }
        }
        assertThat(Elements.areFinite(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE}, 0, 2))
                .isTrue();
    }

    @Test
    void oddLengthsHaveNoCountAndUnknownHasNoSize() {
        assertThat(Elements.count(ElementEncoding.FLOAT32, 8)).isEqualTo(2);
        assertThat(Elements.count(ElementEncoding.FLOAT32, 7)).isEqualTo(-1);
        assertThat(Elements.count(ElementEncoding.BFLOAT16, 7)).isEqualTo(-1);
        assertThatIllegalArgumentException().isThrownBy(() -> Elements.size(ElementEncoding.UNKNOWN));
    }

    private static float[] bits(int count) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt());
        }
        return values;
    }

    private static int[] rawBits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}

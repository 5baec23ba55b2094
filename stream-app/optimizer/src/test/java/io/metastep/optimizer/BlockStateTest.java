package io.metastep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.optimizer.BlockState.Encoding;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockStateTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 63, 64, 65, 128, 1000})
    void serializedFormIsPlaneMajorWhateverTheTiling(int coordinates) {
        BlockState state = filled(coordinates, 4);
        ByteBuffer bytes =
                ByteBuffer.allocate(state.serializedBytes(Encoding.FLOAT32)).order(ByteOrder.LITTLE_ENDIAN);
        state.write(bytes);
        assertThat(bytes.hasRemaining()).isFalse();
        for (int plane = 0; plane < 4; plane++) {
            for (int i = 0; i < coordinates; i++) {
                assertThat(bytes.getFloat(4 * (plane * coordinates + i))).isEqualTo(value(i, plane));
            }
        }
        BlockState copy = new BlockState(coordinates, 4);
        copy.read(bytes.flip());
        assertThat(copy.values()).isEqualTo(state.values());
    }

    @Test
    void bfloat16RoundsToNearestEvenAndReadsBackWhatRoundLeaves() {
        BlockState state = filled(70, 5);
        ByteBuffer bytes = ByteBuffer.allocate(state.serializedBytes(Encoding.BFLOAT16));
        state.write(bytes, Encoding.BFLOAT16);
        BlockState copy = new BlockState(70, 5);
        copy.read(bytes.flip(), Encoding.BFLOAT16);
        state.round(Encoding.BFLOAT16);
        assertThat(copy.values()).isEqualTo(state.values());
        assertThat(copy.get(3, 2)).isEqualTo(nearest(value(3, 2)));
    }

    @Test
    void bfloat16KeepsSpecialValues() {
        assertThat(rounded(0x1.01p0f)).isEqualTo(1f);
        assertThat(rounded(0x1.03p0f)).isEqualTo(0x1.04p0f);
        assertThat(rounded(Float.MAX_VALUE)).isEqualTo(0x1.fep127f);
        assertThat(rounded(-Float.MAX_VALUE)).isEqualTo(-0x1.fep127f);
        assertThat(rounded(Float.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(rounded(Float.intBitsToFloat(0x7f800001))).isNaN();
        assertThat(rounded(-0f)).isEqualTo(-0f);
    }

    private static float rounded(float value) {
        return Bfloat16.toFloat(Bfloat16.fromFloat(value));
    }

    /** Rounds by searching among the neighbours. */
    private static float nearest(float value) {
        int cut = Float.floatToRawIntBits(value) & 0xffff0000;
        float low = Float.intBitsToFloat(cut);
        float high = Float.intBitsToFloat(cut + 0x10000);
        return Math.abs((double) value - low) <= Math.abs((double) high - value) ? low : high;
    }

    @Test
    void theCallersByteOrderAndPositionDoNotMatter() {
        BlockState state = filled(3, 3);
        ByteBuffer bytes =
                ByteBuffer.allocate(7 + state.serializedBytes(Encoding.FLOAT32)).position(7);
        state.write(bytes);
        assertThat(bytes.order(ByteOrder.LITTLE_ENDIAN).getFloat(7)).isEqualTo(value(0, 0));
    }

    @Test
    void tooShortBuffersAreRefused() {
        BlockState state = filled(3, 3);
        assertThatThrownBy(() -> state.write(ByteBuffer.allocate(35))).isInstanceOf(BufferOverflowException.class);
        assertThatThrownBy(() -> state.read(ByteBuffer.allocate(35))).isInstanceOf(BufferUnderflowException.class);
    }

    @Test
    void copiesAreIndependentAndResetPutsToSleep() {
        BlockState state = filled(20, 3);
        BlockState copy = state.copy();
        state.reset();
        assertThat(state.values()).containsOnly(0f);
        assertThat(copy.get(19, 2)).isEqualTo(value(19, 2));
        state.copyFrom(copy);
        assertThat(state.values()).isEqualTo(copy.values());
        BlockState one = new BlockState(1, 3);
        one.setCoordinate(0, copy, 17);
        assertThat(one.get(0, 1)).isEqualTo(value(17, 1));
    }

    @Test
    void impossibleShapesAreRefused() {
        assertThatThrownBy(() -> new BlockState(0, 3)).hasMessageContaining("0 coordinates");
        assertThatThrownBy(() -> new BlockState(1, 2)).hasMessageContaining("2 planes");
        assertThatThrownBy(() -> new BlockState(2, 3).copyFrom(new BlockState(3, 3)))
                .hasMessageContaining("3 x 3");
    }

    @Test
    void aPaperOptimizerTakes332BytesPerCoordinate() {
        assertThat(new BlockState(1024, Specs.paper().planes()).heapBytes()).isEqualTo(332 * 1024);
    }

    private static BlockState filled(int coordinates, int planes) {
        BlockState state = new BlockState(coordinates, planes);
        for (int i = 0; i < coordinates; i++) {
            for (int plane = 0; plane < planes; plane++) {
                state.set(i, plane, value(i, plane));
            }
        }
        return state;
    }

    private static float value(int coordinate, int plane) {
        return 1.2345f * (coordinate + 1) / (plane + 3);
    }
}

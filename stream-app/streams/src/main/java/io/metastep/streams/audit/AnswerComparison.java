package io.metastep.streams.audit;

import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where two answers differ first: a field, or an element of the update by its bits. The words of rejections do not count. */
final class AnswerComparison {
    private record Field(String name, Function<UpdateBlock, @Nullable Object> value) {}

    private static final List<Field> FIELDS = List.of(
            new Field("job", UpdateBlock::getJobId),
            new Field("tensor", UpdateBlock::getTensor),
            new Field("block", UpdateBlock::getBlock),
            new Field("attempt", UpdateBlock::getAttempt),
            new Field("step", UpdateBlock::getStep),
            new Field("action", UpdateBlock::getAction),
            new Field("reason", UpdateBlock::getReason),
            new Field("appliedBy", UpdateBlock::getAppliedBy),
            new Field("memoryAge", UpdateBlock::getMemoryAge),
            new Field("bestStep", UpdateBlock::getBestStep),
            new Field("updateScale", update -> Float.floatToRawIntBits(update.getUpdateScale())),
            new Field("encoding", UpdateBlock::getEncoding),
            new Field("bytes", update -> update.getValues().remaining()));

    private static final Field OPTIMIZER = new Field("optimizer", UpdateBlock::getOptimizer);

    private AnswerComparison() {}

    /**
     * What differs.
     *
     * @param coordinate -1 for another field
     */
    record Found(int coordinate, String expected, String published) {}

    // Hot path: per record.
    static @Nullable Found difference(UpdateBlock expected, UpdateBlock published) {
        for (Field field : FIELDS) {
            if (!Objects.equals(field.value.apply(expected), field.value.apply(published))) {
                return field(field, expected, published);
            }
        }
        if (!namesSameVersion(expected, published)) {
            return field(OPTIMIZER, expected, published);
        }
        return expected.getValues().equals(published.getValues()) ? null : element(expected, published);
    }

    /** Earlier releases did not name the version that stepped along with SHADOW. */
    private static boolean namesSameVersion(UpdateBlock expected, UpdateBlock published) {
        boolean isUnnamed = published.getAction() == UpdateAction.SKIP
                && published.getOptimizer().isEmpty();
        return isUnnamed || expected.getOptimizer().equals(published.getOptimizer());
    }

    private static Found field(Field field, UpdateBlock expected, UpdateBlock published) {
        return new Found(
                Difference.NOWHERE,
                field.name + " " + field.value.apply(expected),
                field.name + " " + field.value.apply(published));
    }

    private static Found element(UpdateBlock expected, UpdateBlock published) {
        int size = Elements.size(expected.getEncoding());
        int at = expected.getValues().mismatch(published.getValues()) / size;
        return new Found(
                at,
                text(expected.getEncoding(), expected.getValues(), at),
                text(expected.getEncoding(), published.getValues(), at));
    }

    private static String text(ElementEncoding encoding, ByteBuffer values, int at) {
        float value = Elements.decode(encoding, values)[at];
        int bits = Float.floatToRawIntBits(value);
        return encoding == ElementEncoding.BFLOAT16
                ? "%s (0x%04x)".formatted(value, bits >>> 16)
                : "%s (0x%08x)".formatted(value, bits);
    }
}

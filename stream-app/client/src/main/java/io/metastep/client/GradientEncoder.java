package io.metastep.client;

import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.LossReport;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.Wire;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the records of one job. Owns its buffers: one thread at a time. */
final class GradientEncoder {
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    /** The largest finite bfloat16. */
    private static final float BFLOAT16_MAX = Elements.fromBfloat16((short) 0x7f7f);

    private final JobSpec spec;
    private final long attempt;
    private final Wire<GradientBlock> gradients = Wire.gradients();
    private final Wire<LossReport> losses = Wire.losses();
    private final float[] coordinates;
    private final ByteBuffer bytes;
    private final float largest;
    private ByteBuffer appliedBytes = EMPTY;

    GradientEncoder(JobSpec spec, long attempt) {
        this.spec = spec;
        this.attempt = attempt;
        this.coordinates = new float[spec.blockSize()];
        this.bytes = ByteBuffer.allocate(spec.blockSize() * Elements.size(spec.encoding()));
        this.largest = spec.encoding() == ElementEncoding.BFLOAT16 ? BFLOAT16_MAX : Float.MAX_VALUE;
    }

    /**
     * One block of the gradients.
     *
     * @param kind GRADIENT or SHADOW
     * @param own what the job applied itself; told if it is that of the step before, finite, and not scaled away
     * @throws JobException.Rejected NOT_FINITE
     */
    // Hot path: per record.
    byte[] gradient(
            BlockSlot slot, long step, GradientKind kind, Gradients values, @Nullable Double loss, OwnUpdate own) {
        values.copy(slot.tensor(), slot.offset(), coordinates, slot.length());
        requireFinite(slot, step);
        ByteBuffer encoded = encoded(slot, bytes);
        return encode(slot, step, kind, encoded, loss, applied(slot, step, own));
    }

    /** SKIP or CLOSE of one block. */
    byte[] mark(BlockSlot slot, long step, GradientKind kind, @Nullable Double loss) {
        return encode(slot, step, kind, EMPTY, loss, null);
    }

    private ByteBuffer encoded(BlockSlot slot, ByteBuffer into) {
        Elements.encode(spec.encoding(), coordinates, 0, slot.length(), into.clear());
        return into.limit(slot.length() * Elements.size(spec.encoding()));
    }

    private @Nullable ByteBuffer applied(BlockSlot slot, long step, OwnUpdate own) {
        if (!own.isOf(step - 1)) {
            return null;
        }
        // Without a scale there is no update that it would make this step of: the division says so.
        own.copy(
                slot.tensor(),
                slot.offset(),
                coordinates,
                slot.length(),
                spec.updateScale().at(step - 1));
        appliedBytes =
                appliedBytes.capacity() == bytes.capacity() ? appliedBytes : ByteBuffer.allocate(bytes.capacity());
        return firstNotFinite(slot) < 0 ? encoded(slot, appliedBytes) : null;
    }

    byte[] loss(long step, double loss) {
        return losses.encode(new LossReport(spec.jobId(), attempt, step, loss, null, Map.of(), spec.workload()));
    }

    private byte[] encode(
            BlockSlot slot,
            long step,
            GradientKind kind,
            ByteBuffer values,
            @Nullable Double loss,
            @Nullable ByteBuffer applied) {
        Tensor tensor = spec.tensors().get(slot.tensor());
        return gradients.encode(new GradientBlock(
                spec.jobId(),
                attempt,
                slot.key().tensor(),
                slot.key().block(),
                step,
                kind,
                spec.encoding(),
                values,
                loss,
                spec.optimizerOf(tensor).key(),
                spec.updateScale().at(step),
                spec.fallbackRate(),
                spec.sparse(),
                spec.workload(),
                tensor.shape(),
                spec.spread(),
                null,
                applied));
    }

    private void requireFinite(BlockSlot slot, long step) {
        int at = firstNotFinite(slot);
        if (at >= 0) {
            throw notFinite(slot, step, slot.offset() + at, coordinates[at]);
        }
    }

    /** Where the coordinates cannot be sent as a finite number; below 0: nowhere. */
    private int firstNotFinite(BlockSlot slot) {
        if (Elements.areFinite(coordinates, 0, slot.length()) && largest == Float.MAX_VALUE) {
            return -1;
        }
        for (int i = 0; i < slot.length(); i++) {
            if (!(Math.abs(coordinates[i]) <= largest)) {
                return i;
            }
        }
        return -1;
    }

    private JobException notFinite(BlockSlot slot, long step, int index, float value) {
        String detail = "the gradient of " + slot.key().tensor() + " at index " + index + " is " + value + ", which "
                + spec.encoding() + " cannot send as a finite number; call skip() for this step";
        return new JobException.Rejected(
                spec.jobId(), step, slot.key().tensor(), slot.key().block(), RejectionReason.NOT_FINITE.code(), detail);
    }
}

package io.metastep.streams.core;

import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.UpdateAction;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads what a record says that its job applied at the block's last step. Owns its buffer: one record at a time. */
final class AppliedUpdates {
    private float[] values = new float[0];

    /**
     * The update that the job applied, before scaling.
     *
     * @return [coordinates], may be longer and need not be finite; null if the record tells nothing of the last step
     */
    // Hot path: per record.
    float @Nullable [] told(LiveBlock block, Arrival arrival) {
        ByteBuffer applied = arrival.gradient().getApplied();
        if (applied == null || !isOfLastStep(block, arrival)) {
            return null;
        }
        values = values.length >= arrival.coordinates() ? values : new float[arrival.coordinates()];
        ElementEncoding encoding = arrival.gradient().getEncoding();
        Elements.decode(encoding, applied, values, 0);
        return values;
    }

    private static boolean isOfLastStep(LiveBlock block, Arrival arrival) {
        return arrival.attempt() == block.attempt
                && arrival.step() == block.lastStep + 1
                && (block.answer == UpdateAction.APPLY || block.isShown);
    }
}

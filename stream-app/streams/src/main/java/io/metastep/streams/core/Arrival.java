package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;

/**
 * A well-formed gradient record and where it stands in the log. The values lie in the reader's scratch array and are gone
 * with its next record.
 */
final class Arrival {
    private final BlockKey key;
    private final GradientBlock gradient;
    private final long offset;
    private final long timestamp;
    private final long digest;
    private final float[] values;
    private final int coordinates;
    private final int bytes;

    Arrival(BlockKey key, GradientBlock gradient, GradientRecord logged, long digest, float[] values, int coordinates) {
        this.key = key;
        this.gradient = gradient;
        this.offset = logged.offset();
        this.timestamp = logged.timestamp();
        this.digest = digest;
        this.values = values;
        this.coordinates = coordinates;
        this.bytes = logged.bytes();
    }

    BlockKey key() {
        return key;
    }

    GradientBlock gradient() {
        return gradient;
    }

    long attempt() {
        return gradient.getAttempt();
    }

    long step() {
        return gradient.getStep();
    }

    long offset() {
        return offset;
    }

    long timestamp() {
        return timestamp;
    }

    /** Tells a resend from a record with other bytes. */
    long digest() {
        return digest;
    }

    /** The gradient, [coordinates]; may be longer. */
    float[] values() {
        return values;
    }

    /** Bytes of the record, key included. */
    int bytes() {
        return bytes;
    }

    /** 0 unless it has a gradient. */
    int coordinates() {
        return coordinates;
    }

    /** Whether the optimizer steps: GRADIENT and SHADOW. */
    boolean hasGradient() {
        return coordinates > 0;
    }

    /** Whether the job takes this step itself. */
    boolean isShadow() {
        return gradient.getKind() == GradientKind.SHADOW;
    }
}

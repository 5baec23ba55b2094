package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.JobPartitions;
import io.metastep.schemas.Limits;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Turns a record into a well-formed gradient or says why it is none. Owns its buffers: one thread, one record at a time. */
final class GradientReader {
    private final Wire<GradientBlock> wire = Wire.gradients();
    private final Digest digest = new Digest();
    private final int partition;
    private final int partitions;
    private float[] values = new float[Limits.DEFAULT_BLOCK_COORDINATES];
    private @Nullable GradientBlock decoded;

    GradientReader(int partition, int partitions) {
        this.partition = partition;
        this.partitions = partitions;
    }

    /**
     * Reads a record.
     *
     * @throws WireException the reason to reject it
     */
    // Hot path: per record.
    Arrival read(BlockKey key, GradientRecord logged) throws WireException {
        byte[] bytes = logged.value();
        decoded = null;
        GradientBlock gradient = wire.decode(bytes);
        decoded = gradient;
        checkTimestamp(logged.timestamp());
        checkKey(key, gradient);
        checkSettings(gradient);
        checkPartition(key, gradient.getSpread());
        int coordinates = coordinates(gradient);
        return new Arrival(key, gradient, logged, bytes == null ? 0 : digest.of(bytes), values, coordinates);
    }

    /** What the last record said, if it could be decoded at all. */
    @Nullable
    GradientBlock decoded() {
        return decoded;
    }

    private static void checkTimestamp(long timestamp) throws WireException {
        if (timestamp < 0) {
            throw new WireException(
                    RejectionReason.BAD_TIMESTAMP,
                    "The record's timestamp is " + timestamp + ", expected at least 0; use a topic with LogAppendTime");
        }
    }

    private static void checkKey(BlockKey key, GradientBlock gradient) throws WireException {
        if (!gradient.getJobId().equals(key.jobId())
                || !gradient.getTensor().equals(key.tensor())
                || gradient.getBlock() != key.block()) {
            throw new WireException(
                    RejectionReason.KEY_MISMATCH, "The key is " + key + ", the record says " + name(gradient));
        }
    }

    private void checkSettings(GradientBlock gradient) throws WireException {
        requireNotNegative("attempt", gradient.getAttempt());
        requireNotNegative("step", gradient.getStep());
        requireScale("updateScale", gradient.getUpdateScale());
        requireScale("fallbackRate", gradient.getFallbackRate());
        int spread = gradient.getSpread();
        if (spread < 1 || spread > partitions) {
            throw badSetting("spread is " + spread + ", expected 1 to the topic's " + partitions + " partitions");
        }
    }

    private void checkPartition(BlockKey key, int spread) throws WireException {
        int expected = JobPartitions.of(key.jobId(), key.tensor(), key.block(), partitions, spread);
        if (expected != partition) {
            throw new WireException(
                    RejectionReason.WRONG_PARTITION,
                    "The record is in partition " + partition + ", but spread " + spread + " over " + partitions
                            + " partitions puts " + key + " into partition " + expected);
        }
    }

    private int coordinates(GradientBlock gradient) throws WireException {
        return switch (gradient.getKind()) {
            case GRADIENT, SHADOW -> decode(gradient);
            case SKIP, CLOSE -> 0;
            case UNKNOWN ->
                throw new WireException(
                        RejectionReason.UNKNOWN_KIND, "The kind is unknown, expected one of " + kinds());
        };
    }

    private int decode(GradientBlock gradient) throws WireException {
        ElementEncoding encoding = gradient.getEncoding();
        if (encoding == ElementEncoding.UNKNOWN) {
            throw new WireException(
                    RejectionReason.UNKNOWN_ENCODING, "The encoding is unknown, expected FLOAT32 or BFLOAT16");
        }
        int count = count(encoding, gradient.getValues());
        checkApplied(gradient.getApplied(), gradient.getValues());
        values = values.length >= count ? values : new float[count];
        Elements.decode(encoding, gradient.getValues(), values, 0);
        if (!Elements.areFinite(values, 0, count)) {
            int at = Elements.firstNotFinite(values, 0, count);
            throw new WireException(
                    RejectionReason.NOT_FINITE,
                    "Coordinate " + at + " of " + count + " is " + values[at] + "; send SKIP for such a step");
        }
        return count;
    }

    private static int count(ElementEncoding encoding, ByteBuffer bytes) throws WireException {
        int count = Elements.count(encoding, bytes.remaining());
        if (count < 0) {
            throw new WireException(
                    RejectionReason.WRONG_LENGTH,
                    "The values have " + bytes.remaining() + " bytes, no multiple of the " + Elements.size(encoding)
                            + " of " + encoding);
        }
        if (count == 0) {
            throw new WireException(RejectionReason.EMPTY, "The gradient has no coordinates, expected at least 1");
        }
        if (count > Limits.BLOCK_COORDINATES) {
            throw new WireException(
                    RejectionReason.TOO_LONG,
                    "The block has " + count + " coordinates, at most " + Limits.BLOCK_COORDINATES
                            + " are allowed; cut it");
        }
        return count;
    }

    private static void checkApplied(@Nullable ByteBuffer applied, ByteBuffer gradient) throws WireException {
        if (applied != null && applied.remaining() != gradient.remaining()) {
            throw new WireException(
                    RejectionReason.WRONG_LENGTH,
                    "The applied update has " + applied.remaining() + " bytes, the gradient " + gradient.remaining()
                            + "; expected the same");
        }
    }

    private static void requireNotNegative(String name, long value) throws WireException {
        if (value < 0) {
            throw badSetting(name + " is " + value + ", expected at least 0");
        }
    }

    private static void requireScale(String name, float value) throws WireException {
        if (!(value >= 0 && value < Float.POSITIVE_INFINITY)) {
            throw badSetting(name + " is " + value + ", expected a finite number, at least 0");
        }
    }

    private static WireException badSetting(String detail) {
        return new WireException(RejectionReason.BAD_SETTING, detail);
    }

    private static String kinds() {
        return GradientKind.GRADIENT + ", " + GradientKind.SHADOW + ", " + GradientKind.SKIP + ", "
                + GradientKind.CLOSE;
    }

    private static String name(GradientBlock gradient) {
        String name = gradient.getJobId() + "/" + gradient.getTensor() + "/" + gradient.getBlock();
        return name.length() <= 800 ? name : name.substring(0, 800) + "…";
    }
}

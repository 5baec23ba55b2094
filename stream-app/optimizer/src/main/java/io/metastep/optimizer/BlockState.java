package io.metastep.optimizer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The optimizer state of one block: {@code planes} floats for each of {@code coordinates} coordinates.
 *
 * <p>In memory it lies in tiles of 64 coordinates, {@code [tile][plane][lane]}, so that the planes of a large block do not
 * alias in the L1 cache and a tile fits into it. The last tile is as wide as needed, rounded up to 16 lanes; the padding
 * lanes are asleep and stay zero. Serialized it is plane-major, {@code [plane][coordinate]} little-endian, whatever the
 * tiling. One owner, one thread at a time.
 */
public final class BlockState {

    /** Lanes of a tile. */
    public static final int TILE = 64;

    private static final int LANE_GROUP = 16;

    /** How an element is stored. */
    public enum Encoding {
        /** IEEE 754 binary32: the exact state. */
        FLOAT32(4),
        /** The upper half of a binary32, rounded to nearest even; NaN stays NaN. */
        BFLOAT16(2);

        private final int bytes;

        Encoding(int bytes) {
            this.bytes = bytes;
        }
    }

    private final int coordinates;
    private final int planes;
    private final float[] values;

    /** All coordinates asleep. */
    public BlockState(int coordinates, int planes) {
        Checks.require(coordinates > 0, "block has %s coordinates, expected at least 1", coordinates);
        Checks.require(planes >= Moments.PLANES, "block has %s planes, expected at least %s", planes, Moments.PLANES);
        this.coordinates = coordinates;
        this.planes = planes;
        this.values = new float[Math.multiplyExact(paddedCoordinates(coordinates), planes)];
    }

    private BlockState(BlockState original) {
        coordinates = original.coordinates;
        planes = original.planes;
        values = original.values.clone();
    }

    private static int paddedCoordinates(int coordinates) {
        return Math.addExact(coordinates, LANE_GROUP - 1) / LANE_GROUP * LANE_GROUP;
    }

    public int coordinates() {
        return coordinates;
    }

    public int planes() {
        return planes;
    }

    /** Bytes of heap that the values take. */
    public long heapBytes() {
        return 4L * values.length;
    }

    /** The live array, for kernels: whoever holds it must be the owner's thread. */
    public float[] values() {
        return values;
    }

    public int tiles() {
        return (coordinates + TILE - 1) / TILE;
    }

    /** Where a tile starts in {@link #values()}. */
    public int tileOffset(int tile) {
        return tile * TILE * planes;
    }

    /** Lanes of a tile, padding included. */
    public int tileWidth(int tile) {
        return Math.min(TILE, paddedCoordinates(coordinates) - tile * TILE);
    }

    /** Coordinates of a tile. */
    public int tileCoordinates(int tile) {
        return Math.min(TILE, coordinates - tile * TILE);
    }

    public float get(int coordinate, int plane) {
        return values[index(coordinate, plane)];
    }

    public void set(int coordinate, int plane, float value) {
        values[index(coordinate, plane)] = value;
    }

    /** Copies all planes of one coordinate of {@code source}, which has the same planes. */
    public void setCoordinate(int coordinate, BlockState source, int sourceCoordinate) {
        for (int plane = 0; plane < planes; plane++) {
            set(coordinate, plane, source.get(sourceCoordinate, plane));
        }
    }

    private int index(int coordinate, int plane) {
        int tile = coordinate / TILE;
        return tileOffset(tile) + plane * tileWidth(tile) + coordinate % TILE;
    }

    /** Puts all coordinates to sleep. */
    public void reset() {
        Arrays.fill(values, 0f);
    }

    public BlockState copy() {
        return new BlockState(this);
    }

    /** Takes over the values of a state of the same shape. */
    public void copyFrom(BlockState source) {
        Checks.require(
                source.coordinates == coordinates && source.planes == planes,
                "got a state of %s x %s, expected %s x %s",
                source.coordinates,
                source.planes,
                coordinates,
                planes);
        System.arraycopy(source.values, 0, values, 0, values.length);
    }

    /** Takes over the {@link Moments} of a state of as many coordinates. */
    public void copyMomentsFrom(BlockState source) {
        Checks.require(
                source.coordinates == coordinates,
                "got moments of %s coordinates, expected %s",
                source.coordinates,
                coordinates);
        for (int tile = 0; tile < tiles(); tile++) {
            System.arraycopy(
                    source.values, source.tileOffset(tile), values, tileOffset(tile), Moments.PLANES * tileWidth(tile));
        }
    }

    /** Clears all planes but the {@link Moments}. */
    public void clearBeyondMoments() {
        for (int tile = 0; tile < tiles(); tile++) {
            int from = tileOffset(tile);
            int width = tileWidth(tile);
            Arrays.fill(values, from + Moments.PLANES * width, from + planes * width, 0f);
        }
    }

    /** Length of the serialized state in bytes. */
    public int serializedBytes(Encoding encoding) {
        return Math.multiplyExact(Math.multiplyExact(coordinates, planes), encoding.bytes);
    }

    /** Appends the state as float32. */
    public void write(ByteBuffer target) {
        write(target, Encoding.FLOAT32);
    }

    /** Appends the state, plane-major and little-endian; throws {@link java.nio.BufferOverflowException} if too short. */
    public void write(ByteBuffer target, Encoding encoding) {
        ByteBuffer bytes = take(target, encoding);
        for (int plane = 0; plane < planes; plane++) {
            for (int tile = 0; tile < tiles(); tile++) {
                put(bytes, encoding, tileOffset(tile) + plane * tileWidth(tile), tileCoordinates(tile));
            }
        }
    }

    /** Takes over a float32 state. */
    public void read(ByteBuffer source) {
        read(source, Encoding.FLOAT32);
    }

    /** Takes over what {@link #write(ByteBuffer, Encoding)} wrote; throws if {@code source} is too short. */
    public void read(ByteBuffer source, Encoding encoding) {
        ByteBuffer bytes = take(source, encoding);
        for (int plane = 0; plane < planes; plane++) {
            for (int tile = 0; tile < tiles(); tile++) {
                get(bytes, encoding, tileOffset(tile) + plane * tileWidth(tile), tileCoordinates(tile));
            }
        }
    }

    /** Rounds every value as writing and reading in {@code encoding} would. */
    public void round(Encoding encoding) {
        if (encoding == Encoding.BFLOAT16) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Bfloat16.toFloat(Bfloat16.fromFloat(values[i]));
            }
        }
    }

    private ByteBuffer take(ByteBuffer buffer, Encoding encoding) {
        int length = serializedBytes(encoding);
        ByteBuffer slice = buffer.slice(buffer.position(), Math.min(length, buffer.remaining()));
        if (buffer.remaining() >= length) {
            buffer.position(buffer.position() + length);
        }
        return slice.order(ByteOrder.LITTLE_ENDIAN);
    }

    private void put(ByteBuffer bytes, Encoding encoding, int from, int count) {
        switch (encoding) {
            case FLOAT32 -> {
                bytes.asFloatBuffer().put(values, from, count);
                bytes.position(bytes.position() + count * encoding.bytes);
            }
            case BFLOAT16 -> {
                for (int i = from; i < from + count; i++) {
                    bytes.putShort(Bfloat16.fromFloat(values[i]));
                }
            }
        }
    }

    private void get(ByteBuffer bytes, Encoding encoding, int from, int count) {
        switch (encoding) {
            case FLOAT32 -> {
                bytes.asFloatBuffer().get(values, from, count);
                bytes.position(bytes.position() + count * encoding.bytes);
            }
            case BFLOAT16 -> {
                for (int i = from; i < from + count; i++) {
                    values[i] = Bfloat16.toFloat(bytes.getShort());
                }
            }
        }
    }
}

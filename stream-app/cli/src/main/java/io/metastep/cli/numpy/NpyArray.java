package io.metastep.cli.numpy;

import java.nio.ByteBuffer;
import java.util.List;

/** An array of numbers as an npy file holds it. Elements are counted row by row, the last index fastest, whatever the file's order. */
public final class NpyArray {

    private final NpyHeader header;
    private final ByteBuffer data;

    NpyArray(NpyHeader header, ByteBuffer data) {
        this.header = header;
        this.data = data.slice().order(header.type().order);
    }

    /** Float32 elements, row by row. */
    public static NpyArray of(List<Integer> shape, float[] elements) {
        NpyHeader header = new NpyHeader(ElementType.FLOAT32, false, shape);
        requireSize(header, elements.length);
        ByteBuffer data = ByteBuffer.allocate(Float.BYTES * elements.length).order(ElementType.FLOAT32.order);
        data.asFloatBuffer().put(elements);
        return new NpyArray(header, data);
    }

    /** Bytes, one dimension. */
    public static NpyArray of(byte[] bytes) {
        return new NpyArray(
                new NpyHeader(ElementType.UINT8, false, List.of(bytes.length)), ByteBuffer.wrap(bytes.clone()));
    }

    private static void requireSize(NpyHeader header, int elements) {
        if (header.elements() != elements) {
            throw new IllegalArgumentException(
                    "got %d elements for an array of shape %s".formatted(elements, header.shape()));
        }
    }

    public List<Integer> shape() {
        return header.shape();
    }

    /** NumPy's name of the type of its elements, such as {@code <f4}. */
    public String type() {
        return header.type().descr;
    }

    /** Whether its elements are floating point numbers. */
    public boolean isFloat() {
        return header.type() != ElementType.UINT8;
    }

    /** Number of elements. */
    public int size() {
        return (int) header.elements();
    }

    /** The element at an index in the order of rows; exact. */
    public double get(int index) {
        return header.type().get(data, header.isColumnMajor() ? columnMajor(index) : index);
    }

    private int columnMajor(int rowMajor) {
        int rest = rowMajor;
        int stride = size();
        int index = 0;
        for (int axis = shape().size() - 1; axis >= 0; axis--) {
            int size = shape().get(axis);
            stride /= size;
            index += rest % size * stride;
            rest /= size;
        }
        return index;
    }

    /** The elements of an array of bytes. */
    public byte[] bytes() {
        if (isFloat()) {
            throw new IllegalStateException("an array of " + type() + " is not one of bytes");
        }
        byte[] bytes = new byte[size()];
        data.duplicate().get(bytes);
        return bytes;
    }

    NpyHeader header() {
        return header;
    }

    /** The elements as they lie in a file. */
    ByteBuffer data() {
        return data.duplicate();
    }
}

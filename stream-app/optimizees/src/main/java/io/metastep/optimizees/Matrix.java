package io.metastep.optimizees;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A row-major float matrix in ND4J's memory, allocated once and written in place. BLAS thinks in columns, so every product
 * is computed as its transpose, (A B)^T = B^T A^T, which leaves a row-major result without a copy.
 */
final class Matrix implements AutoCloseable {
    static {
        Nd4jThreads.useOne();
    }

    private final INDArray rows;
    private final INDArray columns; // the same memory, seen as the transpose in column-major order
    private final FloatBuffer memory;

    Matrix(int rowCount, int columnCount) {
        rows = Nd4j.create(DataType.FLOAT, new long[] {rowCount, columnCount}, 'c');
        columns = Nd4j.create(
                rows.data(), new long[] {columnCount, rowCount}, new long[] {1, columnCount}, 0, 'f', DataType.FLOAT);
        memory = rows.data()
                .pointer()
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    INDArray array() {
        return rows;
    }

    void write(float[] values) {
        memory.put(0, values);
    }

    void read(float[] values) {
        memory.get(0, values);
    }

    /** this = a b. */
    void product(Matrix a, Matrix b) {
        Nd4j.gemm(b.rows, a.rows, columns, true, true, 1, 0);
    }

    /** this = a^T b. */
    void transposedTimes(Matrix a, Matrix b) {
        Nd4j.gemm(b.rows, a.rows, columns, true, false, 1, 0);
    }

    /** this = a b^T. */
    void timesTransposed(Matrix a, Matrix b) {
        Nd4j.gemm(b.rows, a.rows, columns, false, true, 1, 0);
    }

    @Override
    public void close() {
        rows.close();
    }
}

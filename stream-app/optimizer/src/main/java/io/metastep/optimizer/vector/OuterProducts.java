package io.metastep.optimizer.vector;

import static io.metastep.optimizer.vector.Lanes.LENGTH;
import static io.metastep.optimizer.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * Four rows times four columns, summed over steps and lanes: {@code sums[row][column] += sum over step, lane of
 * d[step][row][lane] x[step][column][lane]}. Each sum is a vector whose lanes stay apart, 16 of them in registers.
 */
final class OuterProducts {

    /** Floats of one block of sums. */
    static final int BLOCK = 16 * LENGTH;

    static void accumulate(Stage stage, int steps, int width) {
        int groups = stage.paddedColumns / Products.ROWS;
        for (int unit = 0; unit < stage.units; unit++) {
            for (int group = 0; group < groups; group++) {
                accumulate(
                        stage.derivatives,
                        unit * Products.ROWS * width,
                        stage.derivativesStride(width),
                        stage.columns,
                        group * Products.ROWS * width,
                        stage.columnsStride(width),
                        steps,
                        width,
                        stage.sums,
                        (unit * groups + group) * BLOCK);
            }
        }
    }

    private static void accumulate(
            float[] d,
            int d0,
            int dStride,
            float[] x,
            int x0,
            int xStride,
            int steps,
            int width,
            float[] sums,
            int at) {
        FloatVector s00 = load(sums, at);
        FloatVector s01 = load(sums, at + LENGTH);
        FloatVector s02 = load(sums, at + 2 * LENGTH);
        FloatVector s03 = load(sums, at + 3 * LENGTH);
        FloatVector s10 = load(sums, at + 4 * LENGTH);
        FloatVector s11 = load(sums, at + 5 * LENGTH);
        FloatVector s12 = load(sums, at + 6 * LENGTH);
        FloatVector s13 = load(sums, at + 7 * LENGTH);
        FloatVector s20 = load(sums, at + 8 * LENGTH);
        FloatVector s21 = load(sums, at + 9 * LENGTH);
        FloatVector s22 = load(sums, at + 10 * LENGTH);
        FloatVector s23 = load(sums, at + 11 * LENGTH);
        FloatVector s30 = load(sums, at + 12 * LENGTH);
        FloatVector s31 = load(sums, at + 13 * LENGTH);
        FloatVector s32 = load(sums, at + 14 * LENGTH);
        FloatVector s33 = load(sums, at + 15 * LENGTH);
        int row = d0;
        int column = x0;
        int lane = 0;
        for (int i = steps * width / LENGTH; i > 0; i--) {
            FloatVector x1 = load(x, column + lane);
            FloatVector x2 = load(x, column + width + lane);
            FloatVector x3 = load(x, column + 2 * width + lane);
            FloatVector x4 = load(x, column + 3 * width + lane);
            FloatVector d1 = load(d, row + lane);
            s00 = x1.fma(d1, s00);
            s01 = x2.fma(d1, s01);
            s02 = x3.fma(d1, s02);
            s03 = x4.fma(d1, s03);
            FloatVector d2 = load(d, row + width + lane);
            s10 = x1.fma(d2, s10);
            s11 = x2.fma(d2, s11);
            s12 = x3.fma(d2, s12);
            s13 = x4.fma(d2, s13);
            FloatVector d3 = load(d, row + 2 * width + lane);
            s20 = x1.fma(d3, s20);
            s21 = x2.fma(d3, s21);
            s22 = x3.fma(d3, s22);
            s23 = x4.fma(d3, s23);
            FloatVector d4 = load(d, row + 3 * width + lane);
            s30 = x1.fma(d4, s30);
            s31 = x2.fma(d4, s31);
            s32 = x3.fma(d4, s32);
            s33 = x4.fma(d4, s33);
            lane += LENGTH;
            if (lane == width) {
                lane = 0;
                row += dStride;
                column += xStride;
            }
        }
        s00.intoArray(sums, at);
        s01.intoArray(sums, at + LENGTH);
        s02.intoArray(sums, at + 2 * LENGTH);
        s03.intoArray(sums, at + 3 * LENGTH);
        s10.intoArray(sums, at + 4 * LENGTH);
        s11.intoArray(sums, at + 5 * LENGTH);
        s12.intoArray(sums, at + 6 * LENGTH);
        s13.intoArray(sums, at + 7 * LENGTH);
        s20.intoArray(sums, at + 8 * LENGTH);
        s21.intoArray(sums, at + 9 * LENGTH);
        s22.intoArray(sums, at + 10 * LENGTH);
        s23.intoArray(sums, at + 11 * LENGTH);
        s30.intoArray(sums, at + 12 * LENGTH);
        s31.intoArray(sums, at + 13 * LENGTH);
        s32.intoArray(sums, at + 14 * LENGTH);
        s33.intoArray(sums, at + 15 * LENGTH);
    }

    /** The sum at a row and column of a stage, all lanes together; sets it to zero. */
    static double take(Stage stage, int unit, int row, int column) {
        int groups = stage.paddedColumns / Products.ROWS;
        int block = (unit * groups + column / Products.ROWS) * BLOCK;
        int at = block + (row * Products.ROWS + column % Products.ROWS) * LENGTH;
        double sum = 0;
        for (int lane = 0; lane < LENGTH; lane++) {
            sum += stage.sums[at + lane];
            stage.sums[at + lane] = 0f;
        }
        return sum;
    }

    private OuterProducts() {}
}

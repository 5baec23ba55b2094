package io.metastep.optimizer.vector;

import static io.metastep.optimizer.vector.Lanes.LENGTH;
import static io.metastep.optimizer.vector.Lanes.all;
import static io.metastep.optimizer.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * Four rows of a matrix times planes of lanes: {@code out[row] = bias[row] + sum over k of weight[k][row] in[k]}, one
 * chain of fused multiply-adds per row and lane, in the order of k.
 *
 * <p>The four rows are the gates of one unit (or, on the way back, four inputs). Their weights lie together, {@code
 * bias[4]} then {@code [k][4]}, so each is one broadcast load. A strip of 4, 2 or 1 vectors is worked on in registers: 16
 * accumulators fill half of AVX-512's registers, 8 fit into AVX2's. One small static method per strip: a larger one
 * would not keep its vectors out of the heap.
 */
final class Products {

    static final int ROWS = 4;

    /** Vectors in the widest strip that fits into the registers. */
    private static final int STRIP = LENGTH == 8 ? 2 : 4;

    /** Number of floats that one group of four rows takes. */
    static int packedLength(int columns) {
        return ROWS * (1 + columns);
    }

    /** The next multiple of the group size. */
    static int roundUp(int rows) {
        return (rows + ROWS - 1) / ROWS * ROWS;
    }

    /**
     * All lanes of a tile.
     *
     * @param packed weights; this group's start at {@code w}
     * @param in planes, one per column, from {@code a}
     * @param width lanes, a multiple of 16, and distance of planes
     * @param out receives four planes from {@code o}
     */
    // Hot path: per unit and tile.
    static void multiply(float[] packed, int w, float[] in, int a, int columns, int width, float[] out, int o) {
        int lane = 0;
        if (STRIP == 4) {
            for (; lane <= width - 4 * LENGTH; lane += 4 * LENGTH) {
                four(packed, w, in, a + lane, columns, width, out, o + lane);
            }
        } else {
            for (; lane <= width - 2 * LENGTH; lane += 2 * LENGTH) {
                two(packed, w, in, a + lane, columns, width, out, o + lane);
            }
        }
        for (; lane < width; lane += LENGTH) {
            one(packed, w, in, a + lane, columns, width, out, o + lane);
        }
    }

    private static void four(float[] packed, int w, float[] in, int a, int columns, int width, float[] out, int o) {
        FloatVector i0 = all(packed[w]);
        FloatVector f0 = all(packed[w + 1]);
        FloatVector g0 = all(packed[w + 2]);
        FloatVector o0 = all(packed[w + 3]);
        FloatVector i1 = i0;
        FloatVector f1 = f0;
        FloatVector g1 = g0;
        FloatVector o1 = o0;
        FloatVector i2 = i0;
        FloatVector f2 = f0;
        FloatVector g2 = g0;
        FloatVector o2 = o0;
        FloatVector i3 = i0;
        FloatVector f3 = f0;
        FloatVector g3 = g0;
        FloatVector o3 = o0;
        int p = w + ROWS;
        for (int k = 0; k < columns; k++) {
            int x = a + k * width;
            FloatVector x0 = load(in, x);
            FloatVector x1 = load(in, x + LENGTH);
            FloatVector x2 = load(in, x + 2 * LENGTH);
            FloatVector x3 = load(in, x + 3 * LENGTH);
            FloatVector wi = all(packed[p]);
            i0 = x0.fma(wi, i0);
            i1 = x1.fma(wi, i1);
            i2 = x2.fma(wi, i2);
            i3 = x3.fma(wi, i3);
            FloatVector wf = all(packed[p + 1]);
            f0 = x0.fma(wf, f0);
            f1 = x1.fma(wf, f1);
            f2 = x2.fma(wf, f2);
            f3 = x3.fma(wf, f3);
            FloatVector wg = all(packed[p + 2]);
            g0 = x0.fma(wg, g0);
            g1 = x1.fma(wg, g1);
            g2 = x2.fma(wg, g2);
            g3 = x3.fma(wg, g3);
            FloatVector wo = all(packed[p + 3]);
            o0 = x0.fma(wo, o0);
            o1 = x1.fma(wo, o1);
            o2 = x2.fma(wo, o2);
            o3 = x3.fma(wo, o3);
            p += ROWS;
        }
        i0.intoArray(out, o);
        i1.intoArray(out, o + LENGTH);
        i2.intoArray(out, o + 2 * LENGTH);
        i3.intoArray(out, o + 3 * LENGTH);
        f0.intoArray(out, o + width);
        f1.intoArray(out, o + width + LENGTH);
        f2.intoArray(out, o + width + 2 * LENGTH);
        f3.intoArray(out, o + width + 3 * LENGTH);
        g0.intoArray(out, o + 2 * width);
        g1.intoArray(out, o + 2 * width + LENGTH);
        g2.intoArray(out, o + 2 * width + 2 * LENGTH);
        g3.intoArray(out, o + 2 * width + 3 * LENGTH);
        o0.intoArray(out, o + 3 * width);
        o1.intoArray(out, o + 3 * width + LENGTH);
        o2.intoArray(out, o + 3 * width + 2 * LENGTH);
        o3.intoArray(out, o + 3 * width + 3 * LENGTH);
    }

    private static void two(float[] packed, int w, float[] in, int a, int columns, int width, float[] out, int o) {
        FloatVector i0 = all(packed[w]);
        FloatVector f0 = all(packed[w + 1]);
        FloatVector g0 = all(packed[w + 2]);
        FloatVector o0 = all(packed[w + 3]);
        FloatVector i1 = i0;
        FloatVector f1 = f0;
        FloatVector g1 = g0;
        FloatVector o1 = o0;
        int p = w + ROWS;
        for (int k = 0; k < columns; k++) {
            FloatVector x0 = load(in, a + k * width);
            FloatVector x1 = load(in, a + k * width + LENGTH);
            FloatVector wi = all(packed[p]);
            i0 = x0.fma(wi, i0);
            i1 = x1.fma(wi, i1);
            FloatVector wf = all(packed[p + 1]);
            f0 = x0.fma(wf, f0);
            f1 = x1.fma(wf, f1);
            FloatVector wg = all(packed[p + 2]);
            g0 = x0.fma(wg, g0);
            g1 = x1.fma(wg, g1);
            FloatVector wo = all(packed[p + 3]);
            o0 = x0.fma(wo, o0);
            o1 = x1.fma(wo, o1);
            p += ROWS;
        }
        i0.intoArray(out, o);
        i1.intoArray(out, o + LENGTH);
        f0.intoArray(out, o + width);
        f1.intoArray(out, o + width + LENGTH);
        g0.intoArray(out, o + 2 * width);
        g1.intoArray(out, o + 2 * width + LENGTH);
        o0.intoArray(out, o + 3 * width);
        o1.intoArray(out, o + 3 * width + LENGTH);
    }

    private static void one(float[] packed, int w, float[] in, int a, int columns, int width, float[] out, int o) {
        FloatVector i0 = all(packed[w]);
        FloatVector f0 = all(packed[w + 1]);
        FloatVector g0 = all(packed[w + 2]);
        FloatVector o0 = all(packed[w + 3]);
        int p = w + ROWS;
        for (int k = 0; k < columns; k++) {
            FloatVector x0 = load(in, a + k * width);
            i0 = x0.fma(all(packed[p]), i0);
            f0 = x0.fma(all(packed[p + 1]), f0);
            g0 = x0.fma(all(packed[p + 2]), g0);
            o0 = x0.fma(all(packed[p + 3]), o0);
            p += ROWS;
        }
        i0.intoArray(out, o);
        f0.intoArray(out, o + width);
        g0.intoArray(out, o + 2 * width);
        o0.intoArray(out, o + 3 * width);
    }

    private Products() {}
}

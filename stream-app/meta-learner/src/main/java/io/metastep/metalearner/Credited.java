package io.metastep.metalearner;

import io.metastep.optimizer.BlockState;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The coordinates of a trajectory whose updates have any credit. The others contribute nothing to a meta-gradient, and need
 * not be differentiated: of images, every pixel that never was on.
 */
final class Credited {
    private final int[] coordinates;

    /**
     * @param credits shape [unroll][n]
     */
    Credited(float[][] credits, int n) {
        coordinates = IntStream.range(0, n).filter(i -> hasCredit(credits, i)).toArray();
    }

    private static boolean hasCredit(float[][] credits, int coordinate) {
        for (float[] credit : credits) {
            if (credit[coordinate] != 0) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return coordinates.length == 0;
    }

    /** Their memory, as one block. */
    BlockState gather(BlockState all) {
        var state = new BlockState(coordinates.length, all.planes());
        for (int i = 0; i < coordinates.length; i++) {
            state.setCoordinate(i, all, coordinates[i]);
        }
        return state;
    }

    /** Their columns of the first rows. */
    float[][] gather(float[][] all, int rows) {
        return Arrays.stream(all, 0, rows).map(this::gather).toArray(float[][]::new);
    }

    private float[] gather(float[] all) {
        var some = new float[coordinates.length];
        for (int i = 0; i < some.length; i++) {
            some[i] = all[coordinates[i]];
        }
        return some;
    }
}

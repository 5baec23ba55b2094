package io.metastep.metalearner;

/** The coordinates of a job's tensors, one tensor after the other in one array. */
final class Flat {
    private Flat() {}

    static int size(float[][] tensors) {
        int size = 0;
        for (float[] tensor : tensors) {
            size += tensor.length;
        }
        return size;
    }

    /** A copy of the tensors, shape [coordinates]. */
    static float[] of(float[][] tensors) {
        var flat = new float[size(tensors)];
        int start = 0;
        for (float[] tensor : tensors) {
            System.arraycopy(tensor, 0, flat, start, tensor.length);
            start += tensor.length;
        }
        return flat;
    }

    /** Copies, rounded to floats, into tensors of the same coordinates. */
    static void into(double[] flat, float[][] tensors) {
        int start = 0;
        for (float[] tensor : tensors) {
            for (int i = 0; i < tensor.length; i++) {
                tensor[i] = (float) flat[start + i];
            }
            start += tensor.length;
        }
    }
}

package io.metastep.client;

import java.nio.FloatBuffer;

/**
 * The loss gradients of one step, one per tensor in the order of the job's spec. Reads from the caller's arrays or
 * buffers (from position to limit, which stay where they are); they are free again when the call that took them returns.
 */
public sealed interface Gradients {
    int tensors();

    /** Coordinates of a tensor's gradient. */
    int length(int tensor);

    /** Copies {@code count} coordinates of a tensor from {@code offset} on to the start of {@code into}. */
    void copy(int tensor, int offset, float[] into, int count);

    static Gradients of(float[]... tensors) {
        return new Arrays(tensors);
    }

    static Gradients of(FloatBuffer... tensors) {
        return new Buffers(tensors);
    }

    /** Over the caller's arrays. */
    final class Arrays implements Gradients {
        private final float[][] tensors;

        private Arrays(float[][] tensors) {
            this.tensors = tensors;
        }

        @Override
        public int tensors() {
            return tensors.length;
        }

        @Override
        public int length(int tensor) {
            return tensors[tensor].length;
        }

        @Override
        public void copy(int tensor, int offset, float[] into, int count) {
            System.arraycopy(tensors[tensor], offset, into, 0, count);
        }
    }

    /** Over the caller's buffers. */
    final class Buffers implements Gradients {
        private final FloatBuffer[] tensors;

        private Buffers(FloatBuffer[] tensors) {
            this.tensors = tensors;
        }

        @Override
        public int tensors() {
            return tensors.length;
        }

        @Override
        public int length(int tensor) {
            return tensors[tensor].remaining();
        }

        @Override
        public void copy(int tensor, int offset, float[] into, int count) {
            tensors[tensor].get(tensors[tensor].position() + offset, into, 0, count);
        }
    }
}

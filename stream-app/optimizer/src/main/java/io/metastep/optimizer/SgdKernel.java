package io.metastep.optimizer;

/** {@code u = -rate g}. */
record SgdKernel(float rate) implements TileKernel {

    @Override
    public void step(float[] state, int offset, int width, float[] gradient, float[] update) {
        for (int lane = 0; lane < width; lane++) {
            Moments.update(state, offset, width, lane, gradient[lane]);
            update[lane] = -rate * gradient[lane];
        }
    }

    @Override
    public TileKernel fork() {
        return this;
    }
}

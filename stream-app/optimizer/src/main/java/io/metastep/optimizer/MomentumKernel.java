package io.metastep.optimizer;

/** {@code a' = momentum a + g}; {@code u = -rate a'} or {@code -rate (g + momentum a')}. */
record MomentumKernel(MomentumSpec spec) implements TileKernel {

    private static final int A = Moments.PLANES;

    @Override
    public void step(float[] state, int offset, int width, float[] gradient, float[] update) {
        for (int lane = 0; lane < width; lane++) {
            int a = offset + A * width + lane;
            float g = gradient[lane];
            Moments.update(state, offset, width, lane, g);
            state[a] = Math.fma(spec.momentum(), state[a], g);
            update[lane] = -spec.rate() * (spec.nesterov() ? Math.fma(spec.momentum(), state[a], g) : state[a]);
        }
    }

    @Override
    public TileKernel fork() {
        return this;
    }
}

package io.metastep.optimizer;

/** {@code r' = decay r + (1 - decay) g^2}; {@code u = -rate g / (sqrt(r') + epsilon)}. */
record RmsPropKernel(RmsPropSpec spec) implements TileKernel {

    private static final int R = Moments.PLANES;

    @Override
    public void step(float[] state, int offset, int width, float[] gradient, float[] update) {
        float rest = 1f - spec.decay();
        for (int lane = 0; lane < width; lane++) {
            int r = offset + R * width + lane;
            float g = gradient[lane];
            Moments.update(state, offset, width, lane, g);
            state[r] = Math.fma(spec.decay(), state[r], rest * Moments.boundedSquare(g));
            update[lane] = -spec.rate() * g / ((float) Math.sqrt(state[r]) + spec.epsilon());
        }
    }

    @Override
    public TileKernel fork() {
        return this;
    }
}

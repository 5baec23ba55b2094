package io.metastep.optimizer;

/** Adam with its own mean, mean square and their two masses in the planes after {@link Moments}. */
record AdamKernel(AdamSpec spec) implements TileKernel {

    @Override
    public void step(float[] state, int offset, int width, float[] gradient, float[] update) {
        for (int lane = 0; lane < width; lane++) {
            Moments.update(state, offset, width, lane, gradient[lane]);
            update[lane] = stepCoordinate(state, offset + Moments.PLANES * width + lane, width, gradient[lane]);
        }
    }

    private float stepCoordinate(float[] state, int mean, int width, float gradient) {
        int square = mean + width;
        int meanMass = square + width;
        int squareMass = meanMass + width;
        average(state, mean, spec.beta1(), gradient);
        average(state, square, spec.beta2(), Moments.boundedSquare(gradient));
        average(state, meanMass, spec.beta1(), 1f);
        average(state, squareMass, spec.beta2(), 1f);
        float meanHat = state[mean] / state[meanMass];
        float squareHat = state[square] / state[squareMass];
        return -spec.rate() * meanHat / ((float) Math.sqrt(squareHat) + spec.epsilon());
    }

    private static void average(float[] state, int index, float beta, float value) {
        state[index] = Math.fma(beta, state[index], (1f - beta) * value);
    }

    @Override
    public TileKernel fork() {
        return this;
    }
}

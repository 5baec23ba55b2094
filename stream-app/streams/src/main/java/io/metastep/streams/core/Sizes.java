package io.metastep.streams.core;

/** How large gradients and updates are: sums of squares, in double precision. */
final class Sizes {
    private long coordinates;
    private double gradientSquares;
    private double updateSquares;

    /**
     * Takes in a step of a block.
     *
     * @param gradient [coordinates] or longer
     * @param update before scaling, [coordinates] or longer
     */
    void add(float[] gradient, float[] update, int coordinates, float updateScale) {
        double gradients = 0;
        double updates = 0;
        for (int i = 0; i < coordinates; i++) {
            gradients += (double) gradient[i] * gradient[i];
            updates += (double) update[i] * update[i];
        }
        this.coordinates += coordinates;
        gradientSquares += gradients;
        updateSquares += updates * updateScale * updateScale;
    }

    long coordinates() {
        return coordinates;
    }

    double gradientSquares() {
        return gradientSquares;
    }

    double updateSquares() {
        return updateSquares;
    }

    void clear() {
        coordinates = 0;
        gradientSquares = 0;
        updateSquares = 0;
    }
}

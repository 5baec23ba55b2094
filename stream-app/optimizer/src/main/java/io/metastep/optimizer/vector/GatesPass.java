package io.metastep.optimizer.vector;

import static io.metastep.optimizer.vector.Lanes.LENGTH;
import static io.metastep.optimizer.vector.Lanes.load;

/**
 * The gates of one unit, in place of their preactivations: four planes in the order i, f, o, g, so that the three sigmoids
 * lie side by side.
 */
final class GatesPass implements Pass {

    /** Place of the gates i, f, g, o of the parameters. */
    static final int[] PLACE = {0, 1, 3, 2};

    private final float[] gates;

    GatesPass(float[] gates) {
        this.gates = gates;
    }

    @Override
    public void run(float[] state, int offset, int width, float[] gradient, float[] update) {
        activate(gates, width);
    }

    static void activate(float[] gates, int width) {
        sigmoids(gates, 3 * width);
        tanhs(gates, 3 * width, width);
    }

    private static void sigmoids(float[] z, int count) {
        for (int lane = 0; lane < count; lane += LENGTH) {
            VectorMath.sigmoid(load(z, lane)).intoArray(z, lane);
        }
    }

    private static void tanhs(float[] z, int from, int count) {
        for (int lane = from; lane < from + count; lane += LENGTH) {
            VectorMath.tanh(load(z, lane)).intoArray(z, lane);
        }
    }
}

package io.metastep.optimizer.vector;

import static io.metastep.optimizer.vector.Lanes.LENGTH;
import static io.metastep.optimizer.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/** One unit's {@code c' = f c + i g} and {@code h' = o tanh(c')}. */
final class CellPass implements Pass {

    private final float[] gates;
    private final int cell;
    private final float[] hidden;
    private final int unit;

    /**
     * @param gates planes of i, f, o, g
     * @param cell state plane of c, replaced
     * @param hidden receives h' in plane {@code unit}
     */
    CellPass(float[] gates, int cell, float[] hidden, int unit) {
        this.gates = gates;
        this.cell = cell;
        this.hidden = hidden;
        this.unit = unit;
    }

    @Override
    public void run(float[] state, int offset, int width, float[] gradient, float[] update) {
        step(gates, width, state, offset + cell * width, hidden, unit * width);
    }

    private static void step(float[] gates, int width, float[] state, int c, float[] hidden, int h) {
        for (int lane = 0; lane < width; lane += LENGTH) {
            FloatVector candidate = load(gates, lane).mul(load(gates, 3 * width + lane));
            FloatVector next = load(gates, width + lane).fma(load(state, c + lane), candidate);
            next.intoArray(state, c + lane);
            load(gates, 2 * width + lane).mul(VectorMath.tanh(next)).intoArray(hidden, h + lane);
        }
    }
}

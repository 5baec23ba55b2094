package io.metastep.optimizer.vector;

import static io.metastep.optimizer.vector.Lanes.LENGTH;
import static io.metastep.optimizer.vector.Lanes.load;

import io.metastep.optimizer.RecordedUnroll;
import jdk.incubator.vector.FloatVector;

/**
 * From dh of one unit to its output gate's derivative and its dc: {@code dzo = dh tanh(c') o(1-o)}, {@code dc += dh o (1 -
 * tanh(c')^2)}.
 */
final class HiddenDerivativesPass implements BackwardPass {

    private final LayerBackward layer;
    private final int unit;

    HiddenDerivativesPass(LayerBackward layer, int unit) {
        this.layer = layer;
        this.unit = unit;
    }

    @Override
    public void run(RecordedUnroll unroll, int step) {
        int width = unroll.width();
        int at = layer.derivatives(unit, step, width) + 2 * width;
        int after = unroll.state(step + 1) + (layer.cellPlane + unit) * width;
        float[] d = layer.stage.derivatives;
        addUp(layer.dh, unit * width, layer.above, (layer.abovePlane + unit) * width, d, at, width);
        derive(layer.gates, 2 * width, unroll.states(), after, layer.dc, unit * width, d, at, width);
    }

    /** dh from the step after and from above. */
    private static void addUp(float[] dh, int own, float[] above, int other, float[] sum, int at, int width) {
        for (int lane = 0; lane < width; lane += LENGTH) {
            load(dh, own + lane).add(load(above, other + lane)).intoArray(sum, at + lane);
        }
    }

    private static void derive(
            float[] gates, int gate, float[] states, int after, float[] dc, int own, float[] d, int at, int width) {
        for (int lane = 0; lane < width; lane += LENGTH) {
            FloatVector o = load(gates, gate + lane);
            FloatVector tanh = VectorMath.tanh(load(states, after + lane));
            FloatVector oh = load(d, at + lane).mul(o);
            FloatVector dzo = oh.mul(tanh);
            oh.sub(dzo.mul(tanh)).add(load(dc, own + lane)).intoArray(dc, own + lane);
            dzo.sub(dzo.mul(o)).intoArray(d, at + lane);
        }
    }
}

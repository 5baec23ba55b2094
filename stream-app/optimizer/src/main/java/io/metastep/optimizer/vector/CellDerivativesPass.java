package io.metastep.optimizer.vector;

import static io.metastep.optimizer.vector.Lanes.LENGTH;
import static io.metastep.optimizer.vector.Lanes.load;

import io.metastep.optimizer.RecordedUnroll;
import jdk.incubator.vector.FloatVector;

/**
 * From dc of one unit to its derivatives but the output gate's, and to the dc of the step before: {@code dzi = dc g
 * i(1-i)}, {@code dzf = dc c f(1-f)}, {@code dzg = dc i (1-g^2)}, {@code dc = dc f}.
 */
final class CellDerivativesPass implements BackwardPass {

    private final LayerBackward layer;
    private final int unit;

    CellDerivativesPass(LayerBackward layer, int unit) {
        this.layer = layer;
        this.unit = unit;
    }

    @Override
    public void run(RecordedUnroll unroll, int step) {
        int width = unroll.width();
        int at = layer.derivatives(unit, step, width);
        int before = unroll.state(step) + (layer.cellPlane + unit) * width;
        derive(layer.gates, layer.dc, unit * width, unroll.states(), before, layer.stage.derivatives, at, width);
    }

    private static void derive(
            float[] gates, float[] dc, int own, float[] states, int before, float[] d, int at, int width) {
        for (int lane = 0; lane < width; lane += LENGTH) {
            FloatVector i = load(gates, lane);
            FloatVector f = load(gates, width + lane);
            FloatVector g = load(gates, 3 * width + lane);
            FloatVector c = load(dc, own + lane);
            FloatVector ci = c.mul(i);
            FloatVector cf = c.mul(f);
            FloatVector dzi = ci.mul(g);
            FloatVector dzf = cf.mul(load(states, before + lane));
            dzi.sub(dzi.mul(i)).intoArray(d, at + lane);
            dzf.sub(dzf.mul(f)).intoArray(d, at + width + lane);
            ci.sub(ci.mul(g).mul(g)).intoArray(d, at + 3 * width + lane);
            cf.intoArray(dc, own + lane);
        }
    }
}

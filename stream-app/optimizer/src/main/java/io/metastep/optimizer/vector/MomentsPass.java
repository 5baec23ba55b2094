package io.metastep.optimizer.vector;

import static io.metastep.optimizer.vector.Lanes.LENGTH;
import static io.metastep.optimizer.vector.Lanes.all;
import static io.metastep.optimizer.vector.Lanes.load;
import static io.metastep.optimizer.vector.VectorMath.fma;

import io.metastep.optimizer.Moments;
import jdk.incubator.vector.FloatVector;

/** Updates m, v and s. */
final class MomentsPass implements Pass {

    @Override
    public void run(float[] state, int offset, int width, float[] gradient, float[] update) {
        for (int lane = 0; lane < width; lane += LENGTH) {
            int m = offset + Moments.M * width + lane;
            int v = offset + Moments.V * width + lane;
            int s = offset + Moments.S * width + lane;
            FloatVector g = load(gradient, lane);
            FloatVector square = g.mul(g).min(all(Float.MAX_VALUE));
            fma(load(state, m), Moments.BETA, g.mul(Moments.REST)).intoArray(state, m);
            fma(load(state, v), Moments.BETA, square.mul(Moments.REST)).intoArray(state, v);
            fma(load(state, s), Moments.BETA, all(Moments.REST)).intoArray(state, s);
        }
    }

    /** {@code m^ / (sqrt(v^) + eps)}. */
    static FloatVector normalizedMomentum(float[] state, int offset, int width, int lane) {
        FloatVector hat =
                load(state, offset + Moments.M * width + lane).div(load(state, offset + Moments.S * width + lane));
        return hat.mul(inverseRootMeanSquare(state, offset, width, lane));
    }

    /** {@code 1 / (sqrt(v^) + eps)}. */
    static FloatVector inverseRootMeanSquare(float[] state, int offset, int width, int lane) {
        FloatVector hat =
                load(state, offset + Moments.V * width + lane).div(load(state, offset + Moments.S * width + lane));
        return all(1f).div(hat.sqrt().add(Moments.EPSILON));
    }
}

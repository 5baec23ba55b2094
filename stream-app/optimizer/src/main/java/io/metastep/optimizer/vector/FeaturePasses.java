package io.metastep.optimizer.vector;

import static io.metastep.optimizer.vector.Lanes.LENGTH;
import static io.metastep.optimizer.vector.Lanes.all;
import static io.metastep.optimizer.vector.Lanes.load;

import io.metastep.optimizer.Feature;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The passes that fill the first layer's input planes. */
final class FeaturePasses {

    static List<Pass> of(List<Feature> features, float[] inputs) {
        List<Pass> passes = new ArrayList<>();
        int plane = 0;
        for (Feature feature : features) {
            if (feature instanceof Feature.Identity) {
                passes.add(new IdentityPass(inputs, plane));
            } else if (feature instanceof Feature.LogAndSign logAndSign) {
                passes.add(new LogarithmPass(logAndSign.inverse(), inputs, plane));
                passes.add(new SignPass(logAndSign.exponential(), inputs, plane + 1));
            } else if (feature instanceof Feature.NormalizedGradient) {
                passes.add(new NormalizedGradientPass(inputs, plane));
            } else if (feature instanceof Feature.NormalizedMomentum) {
                passes.add(new NormalizedMomentumPass(inputs, plane));
            }
            plane += feature.inputs();
        }
        return passes;
    }

    private static final class IdentityPass implements Pass {
        private final float[] inputs;
        private final int plane;

        IdentityPass(float[] inputs, int plane) {
            this.inputs = inputs;
            this.plane = plane;
        }

        @Override
        public void run(float[] state, int offset, int width, float[] gradient, float[] update) {
            System.arraycopy(gradient, 0, inputs, plane * width, width);
        }
    }

    private static final class LogarithmPass implements Pass {
        private final float inverse;
        private final float[] inputs;
        private final int plane;

        LogarithmPass(float inverse, float[] inputs, int plane) {
            this.inverse = inverse;
            this.inputs = inputs;
            this.plane = plane;
        }

        @Override
        public void run(float[] state, int offset, int width, float[] gradient, float[] update) {
            for (int lane = 0; lane < width; lane += LENGTH) {
                FloatVector scaled = VectorMath.log(load(gradient, lane).abs()).mul(inverse);
                scaled.blend(all(-1f), scaled.compare(VectorOperators.LT, all(-1f)))
                        .intoArray(inputs, plane * width + lane);
            }
        }
    }

    private static final class SignPass implements Pass {
        private final float exponential;
        private final float[] inputs;
        private final int plane;

        SignPass(float exponential, float[] inputs, int plane) {
            this.exponential = exponential;
            this.inputs = inputs;
            this.plane = plane;
        }

        @Override
        public void run(float[] state, int offset, int width, float[] gradient, float[] update) {
            for (int lane = 0; lane < width; lane += LENGTH) {
                VectorMath.clamp(load(gradient, lane).mul(exponential), 1f).intoArray(inputs, plane * width + lane);
            }
        }
    }

    private static final class NormalizedGradientPass implements Pass {
        private final float[] inputs;
        private final int plane;

        NormalizedGradientPass(float[] inputs, int plane) {
            this.inputs = inputs;
            this.plane = plane;
        }

        @Override
        public void run(float[] state, int offset, int width, float[] gradient, float[] update) {
            for (int lane = 0; lane < width; lane += LENGTH) {
                load(gradient, lane)
                        .mul(MomentsPass.inverseRootMeanSquare(state, offset, width, lane))
                        .intoArray(inputs, plane * width + lane);
            }
        }
    }

    private static final class NormalizedMomentumPass implements Pass {
        private final float[] inputs;
        private final int plane;

        NormalizedMomentumPass(float[] inputs, int plane) {
            this.inputs = inputs;
            this.plane = plane;
        }

        @Override
        public void run(float[] state, int offset, int width, float[] gradient, float[] update) {
            for (int lane = 0; lane < width; lane += LENGTH) {
                MomentsPass.normalizedMomentum(state, offset, width, lane).intoArray(inputs, plane * width + lane);
            }
        }
    }

    private FeaturePasses() {}
}

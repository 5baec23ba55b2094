package io.metastep.optimizer.vector;

import static io.metastep.optimizer.vector.Lanes.LENGTH;
import static io.metastep.optimizer.vector.Lanes.all;
import static io.metastep.optimizer.vector.Lanes.load;

import io.metastep.optimizer.Output;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/** The passes that turn the last layer's planes into the update. */
final class OutputPasses {

    /**
     * @param weights one per column, then the bias
     * @param columns what the output sees
     */
    static List<Pass> of(Output output, float[] weights, float[] columns) {
        Pass sum = new WeightedSum(weights, columns);
        if (output instanceof Output.BoundedNominal bounded) {
            return List.of(sum, new Bounded(bounded));
        }
        return List.of(sum, new Scaled(output.scale()));
    }

    private static final class WeightedSum implements Pass {
        private final float[] weights;
        private final float[] columns;

        WeightedSum(float[] weights, float[] columns) {
            this.weights = weights;
            this.columns = columns;
        }

        @Override
        public void run(float[] state, int offset, int width, float[] gradient, float[] update) {
            int count = weights.length - 1;
            for (int lane = 0; lane < width; lane += LENGTH) {
                FloatVector sum = all(weights[count]);
                for (int k = 0; k < count; k++) {
                    sum = load(columns, k * width + lane).fma(all(weights[k]), sum);
                }
                sum.intoArray(update, lane);
            }
        }
    }

    private static final class Scaled implements Pass {
        private final float scale;

        Scaled(float scale) {
            this.scale = scale;
        }

        @Override
        public void run(float[] state, int offset, int width, float[] gradient, float[] update) {
            for (int lane = 0; lane < width; lane += LENGTH) {
                load(update, lane).mul(scale).intoArray(update, lane);
            }
        }
    }

    private static final class Bounded implements Pass {
        private final float scale;
        private final float k;

        Bounded(Output.BoundedNominal output) {
            this.scale = output.scale();
            this.k = output.k();
        }

        @Override
        public void run(float[] state, int offset, int width, float[] gradient, float[] update) {
            for (int lane = 0; lane < width; lane += LENGTH) {
                FloatVector nominal = MomentsPass.normalizedMomentum(state, offset, width, lane);
                FloatVector y = VectorMath.fma(nominal, k, load(update, lane));
                VectorMath.tanh(y).mul(-scale).intoArray(update, lane);
            }
        }
    }

    private OutputPasses() {}
}

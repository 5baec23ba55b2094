package io.metastep.optimizees;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Nonlinearity of a hidden layer, with its derivative expressed by the layer's output. */
public enum Activation {
    SIGMOID {
        @Override
        void apply(INDArray values) {
            Transforms.sigmoid(values, false);
        }

        @Override
        float slope(float output) {
            return output * (1 - output);
        }
    },
    RELU {
        @Override
        void apply(INDArray values) {
            Transforms.relu(values, false);
        }

        @Override
        float slope(float output) {
            return output > 0 ? 1 : 0;
        }
    },
    TANH {
        @Override
        void apply(INDArray values) {
            Transforms.tanh(values, false);
        }

        @Override
        float slope(float output) {
            return 1 - output * output;
        }
    },
    ELU {
        @Override
        void apply(INDArray values) {
            Transforms.elu(values, false);
        }

        @Override
        float slope(float output) {
            return output > 0 ? 1 : output + 1;
        }
    };

    /** Replaces pre-activations by activations, in place. */
    abstract void apply(INDArray values);

    /** Derivative of the activation, given its output. */
    abstract float slope(float output);

    void multiplyBySlope(float[] gradients, float[] outputs) {
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] *= slope(outputs[i]);
        }
    }
}

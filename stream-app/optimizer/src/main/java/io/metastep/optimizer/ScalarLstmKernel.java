package io.metastep.optimizer;

/**
 * The coordinatewise LSTM, one coordinate after the other. THE specification: every operation, its order and its
 * rounding are meant; the vector kernel does the same per lane.
 *
 * <p>Per layer, with x the features or the h' of the layer below:
 *
 * <pre>
 * z  = b + W x + U h               one chain of fused multiply-adds per row, in the order of the columns
 * i, f, o = sigmoid(z), g = tanh(z)
 * c' = f c + i g                   (Hochreiter and Schmidhuber 1997)
 * h' = o tanh(c')
 * </pre>
 */
final class ScalarLstmKernel implements TileKernel {

    private final LstmSpec spec;
    private final OptimizerParameters parameters;
    private final LstmLayout layout;
    private final float[] phi;
    private final float[] features;
    private final float[][] hidden;

    ScalarLstmKernel(LstmSpec spec, OptimizerParameters parameters) {
        this.spec = spec;
        this.parameters = parameters;
        this.layout = spec.layout();
        this.phi = parameters.toArray();
        this.features = new float[spec.inputs()];
        this.hidden = spec.hiddenSizes().stream().map(float[]::new).toArray(float[][]::new);
    }

    @Override
    public TileKernel fork() {
        return new ScalarLstmKernel(spec, parameters);
    }

    @Override
    public void step(float[] state, int offset, int width, float[] gradient, float[] update) {
        for (int lane = 0; lane < width; lane++) {
            Moments.update(state, offset, width, lane, gradient[lane]);
            update[lane] = stepCoordinate(state, offset + lane, width, gradient[lane]);
        }
    }

    private float stepCoordinate(float[] state, int first, int stride, float gradient) {
        ScalarFeatures.fill(features, spec.features(), state, first, stride, gradient);
        float[] input = features;
        for (int layer = 0; layer < layout.layers(); layer++) {
            stepLayer(layer, input, state, first, stride);
            input = hidden[layer];
        }
        float y = chain(phi[layout.outputBias()], layout.outputWeights(), input);
        return output(spec.output(), y, state, first, stride);
    }

    private void stepLayer(int layer, float[] input, float[] state, int first, int stride) {
        int h = first + layout.hPlane(layer) * stride;
        int c = first + layout.cPlane(layer) * stride;
        float[] next = hidden[layer];
        for (int unit = 0; unit < next.length; unit++) {
            next[unit] = stepUnit(layer, unit, input, state, h, c + unit * stride, stride);
        }
        for (int unit = 0; unit < next.length; unit++) {
            state[h + unit * stride] = next[unit];
        }
    }

    private float stepUnit(int layer, int unit, float[] input, float[] state, int h, int c, int stride) {
        float i = Approximations.sigmoid(preactivation(layer, 0, unit, input, state, h, stride));
        float f = Approximations.sigmoid(preactivation(layer, 1, unit, input, state, h, stride));
        float g = Approximations.tanh(preactivation(layer, 2, unit, input, state, h, stride));
        float o = Approximations.sigmoid(preactivation(layer, 3, unit, input, state, h, stride));
        state[c] = Math.fma(f, state[c], i * g);
        return o * Approximations.tanh(state[c]);
    }

    private float preactivation(int layer, int gate, int unit, float[] input, float[] state, int h, int stride) {
        int units = layout.hidden(layer);
        int row = gate * units + unit;
        float z = chain(phi[layout.bias(layer) + row], layout.inputWeights(layer) + row * input.length, input);
        int u = layout.recurrentWeights(layer) + row * units;
        for (int k = 0; k < units; k++) {
            z = Math.fma(phi[u + k], state[h + k * stride], z);
        }
        return z;
    }

    private float chain(float bias, int weights, float[] input) {
        float sum = bias;
        for (int k = 0; k < input.length; k++) {
            sum = Math.fma(phi[weights + k], input[k], sum);
        }
        return sum;
    }

    private static float output(Output output, float y, float[] state, int first, int stride) {
        if (output instanceof Output.BoundedNominal bounded) {
            float nominal = ScalarFeatures.normalizedMomentum(state, first, stride);
            return -bounded.scale() * Approximations.tanh(Math.fma(bounded.k(), nominal, y));
        }
        return output.scale() * y;
    }
}

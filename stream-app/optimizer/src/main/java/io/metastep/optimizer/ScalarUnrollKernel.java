package io.metastep.optimizer;

import java.util.Arrays;

/**
 * Back-propagation through time, one coordinate after the other, float32: the readable twin of the vector kernel, which
 * sums in another order.
 *
 * <p>With dh, dc the derivatives of S that arrive from later steps (and, for dh, from the layer above):
 *
 * <pre>
 * dc += dh o (1 - tanh(c')^2)
 * dzi = dc g i(1-i)    dzf = dc c f(1-f)    dzg = dc i (1-g^2)    dzo = dh tanh(c') o(1-o)
 * dc(before) = dc f    dh(before) = U^T dz    dx = W^T dz
 * dW += dz x^T         dU += dz h^T           db += dz
 * </pre>
 */
final class ScalarUnrollKernel implements UnrollKernel {

    private static final int I = 0;
    private static final int F = 1;
    private static final int G = 2;
    private static final int O = 3;

    private final LstmSpec spec;
    private final LstmLayout layout;
    private final float[] phi;
    private final float[] features;
    private final float[][] hidden;
    private final float[][] before;
    private final float[][] dh;
    private final float[][] dc;
    private final float[][] dz;
    private final double[] sums;

    ScalarUnrollKernel(LstmSpec spec, OptimizerParameters parameters) {
        this.spec = spec;
        this.layout = spec.layout();
        this.phi = parameters.toArray();
        this.features = new float[spec.inputs()];
        this.hidden = perUnit(1);
        this.before = perUnit(1);
        this.dh = perUnit(1);
        this.dc = perUnit(1);
        this.dz = perUnit(LstmLayout.GATES);
        this.sums = new double[layout.size()];
    }

    private float[][] perUnit(int floats) {
        return spec.hiddenSizes().stream().map(size -> new float[floats * size]).toArray(float[][]::new);
    }

    @Override
    public void backward(RecordedUnroll unroll) {
        for (int lane = 0; lane < unroll.width(); lane++) {
            clear(dh);
            clear(dc);
            for (int step = unroll.steps() - 1; step >= 0; step--) {
                if (unroll.awake(step)[lane]) {
                    backwardStep(unroll, step, lane);
                }
            }
        }
    }

    @Override
    public void flush(double[] metaGradient) {
        for (int i = 0; i < sums.length; i++) {
            metaGradient[i] += sums[i];
        }
        Arrays.fill(sums, 0);
    }

    private static void clear(float[][] arrays) {
        for (float[] array : arrays) {
            Arrays.fill(array, 0f);
        }
    }

    private void backwardStep(RecordedUnroll unroll, int step, int lane) {
        int stride = unroll.width();
        float[] states = unroll.states();
        int earlier = unroll.state(step) + lane;
        int later = unroll.state(step + 1) + lane;
        ScalarFeatures.fill(features, spec.features(), states, later, stride, unroll.gradients(step)[lane]);
        float dy = spec.output().derivative(unroll.updates(step)[lane]) * unroll.credits(step)[lane];
        backwardOutput(dy, states, later, stride);
        for (int layer = layout.layers() - 1; layer >= 0; layer--) {
            gather(states, earlier + layout.hPlane(layer) * stride, stride, before[layer]);
            float[] input = layer == 0 ? features : gatherBelow(states, later, layer, stride);
            backwardCells(layer, input, states, earlier, later, stride);
            accumulateLayer(layer, input);
            propagate(layer);
        }
    }

    private float[] gatherBelow(float[] states, int later, int layer, int stride) {
        gather(states, later + layout.hPlane(layer - 1) * stride, stride, hidden[layer - 1]);
        return hidden[layer - 1];
    }

    private static void gather(float[] states, int first, int stride, float[] into) {
        for (int k = 0; k < into.length; k++) {
            into[k] = states[first + k * stride];
        }
    }

    private void backwardOutput(float dy, float[] states, int later, int stride) {
        int layers = layout.layers();
        int w = layout.outputWeights();
        float[] top = layers == 0 ? features : gatherBelow(states, later, layers, stride);
        for (int k = 0; k < top.length; k++) {
            sums[w + k] += dy * top[k];
        }
        sums[layout.outputBias()] += dy;
        for (int k = 0; layers > 0 && k < top.length; k++) {
            dh[layers - 1][k] += dy * phi[w + k];
        }
    }

    private void backwardCells(int layer, float[] input, float[] states, int earlier, int later, int stride) {
        int units = layout.hidden(layer);
        for (int unit = 0; unit < units; unit++) {
            int c = (layout.cPlane(layer) + unit) * stride;
            backwardCell(layer, unit, units, input, states[earlier + c], states[later + c]);
        }
    }

    private void backwardCell(int layer, int unit, int units, float[] input, float cell, float nextCell) {
        float i = Approximations.sigmoid(preactivation(layer, I * units + unit, input));
        float f = Approximations.sigmoid(preactivation(layer, F * units + unit, input));
        float g = Approximations.tanh(preactivation(layer, G * units + unit, input));
        float o = Approximations.sigmoid(preactivation(layer, O * units + unit, input));
        float t = Approximations.tanh(nextCell);
        float dNext = Math.fma(dh[layer][unit] * o, 1f - t * t, dc[layer][unit]);
        float[] d = dz[layer];
        d[I * units + unit] = dNext * g * (i * (1f - i));
        d[F * units + unit] = dNext * cell * (f * (1f - f));
        d[G * units + unit] = dNext * i * (1f - g * g);
        d[O * units + unit] = dh[layer][unit] * t * (o * (1f - o));
        dc[layer][unit] = dNext * f;
    }

    private float preactivation(int layer, int row, float[] input) {
        float z = phi[layout.bias(layer) + row];
        z = chain(z, layout.inputWeights(layer) + row * input.length, input);
        return chain(z, layout.recurrentWeights(layer) + row * before[layer].length, before[layer]);
    }

    private float chain(float start, int weights, float[] input) {
        float sum = start;
        for (int k = 0; k < input.length; k++) {
            sum = Math.fma(phi[weights + k], input[k], sum);
        }
        return sum;
    }

    private void accumulateLayer(int layer, float[] input) {
        accumulate(layout.inputWeights(layer), dz[layer], input);
        accumulate(layout.recurrentWeights(layer), dz[layer], before[layer]);
        for (int row = 0; row < dz[layer].length; row++) {
            sums[layout.bias(layer) + row] += dz[layer][row];
        }
    }

    private void accumulate(int at, float[] rows, float[] columns) {
        for (int row = 0; row < rows.length; row++) {
            for (int k = 0; k < columns.length; k++) {
                sums[at + row * columns.length + k] += rows[row] * columns[k];
            }
        }
    }

    private void propagate(int layer) {
        transposed(layout.recurrentWeights(layer), dz[layer], dh[layer], true);
        if (layer > 0) {
            transposed(layout.inputWeights(layer), dz[layer], dh[layer - 1], false);
        }
    }

    private void transposed(int weights, float[] rows, float[] columns, boolean replace) {
        for (int k = 0; k < columns.length; k++) {
            float sum = replace ? 0f : columns[k];
            for (int row = 0; row < rows.length; row++) {
                sum = Math.fma(phi[weights + row * columns.length + k], rows[row], sum);
            }
            columns[k] = sum;
        }
    }
}

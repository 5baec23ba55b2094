package io.metastep.optimizer.vector;

import io.metastep.optimizer.LstmLayout;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.RecordedUnroll;
import io.metastep.optimizer.UnrollKernel;
import java.util.ArrayList;
import java.util.List;

/**
 * Back-propagation through time over the lanes of a tile; the formulas are those of the scalar twin.
 *
 * <p>Step by step backwards the passes compute each layer's gates again from the recorded state and leave dS/dz in the
 * stages; the meta-gradient is then one product of derivatives and columns over all steps and lanes. Sums are taken in
 * a fixed order, which depends on the vector width.
 */
final class VectorUnrollKernel implements UnrollKernel {

    private final LstmLayout layout;
    private final OutputBackward output;
    private final LayerBackward[] layers;
    private final BackwardPass[] passes;

    VectorUnrollKernel(LstmSpec spec, OptimizerParameters parameters) {
        this.layout = spec.layout();
        PackedParameters packed = new PackedParameters(layout, parameters.toArray());
        this.output = new OutputBackward(layout, spec.output(), packed.output());
        this.layers = layers(layout, output);
        this.passes = passes(spec, packed).toArray(BackwardPass[]::new);
    }

    private static LayerBackward[] layers(LstmLayout layout, OutputBackward output) {
        LayerBackward[] layers = new LayerBackward[layout.layers()];
        float[] above = output.dh;
        int abovePlane = 0;
        for (int layer = layers.length - 1; layer >= 0; layer--) {
            layers[layer] = new LayerBackward(layout, layer, above, abovePlane);
            above = layers[layer].dh;
            abovePlane = layers[layer].units;
        }
        return layers;
    }

    private List<BackwardPass> passes(LstmSpec spec, PackedParameters packed) {
        List<BackwardPass> passes = new ArrayList<>();
        passes.add(new InputColumnsPass(spec, layers.length == 0 ? output.stage : layers[0].stage));
        passes.add(output);
        for (int layer = layers.length - 1; layer >= 0; layer--) {
            passes.addAll(layers[layer].passes(packed));
        }
        return passes;
    }

    @Override
    public void backward(RecordedUnroll unroll) {
        reset(unroll.steps());
        for (int step = unroll.steps() - 1; step >= 0; step--) {
            if (unroll.active(step) == 0) {
                clear(step, unroll.width());
            } else {
                backwardStep(unroll, step);
            }
        }
        accumulate(unroll.steps(), unroll.width());
    }

    private void backwardStep(RecordedUnroll unroll, int step) {
        for (BackwardPass pass : passes) {
            pass.run(unroll, step);
        }
    }

    private void reset(int steps) {
        output.stage.reserve(steps);
        for (LayerBackward layer : layers) {
            layer.reset(steps);
        }
    }

    private void clear(int step, int width) {
        output.stage.clear(step, width);
        for (LayerBackward layer : layers) {
            layer.stage.clear(step, width);
        }
    }

    private void accumulate(int steps, int width) {
        OuterProducts.accumulate(output.stage, steps, width);
        for (LayerBackward layer : layers) {
            OuterProducts.accumulate(layer.stage, steps, width);
        }
    }

    @Override
    public void flush(double[] metaGradient) {
        for (int k = 0; k <= output.stage.inputs; k++) {
            metaGradient[layout.outputWeights() + k] += OuterProducts.take(output.stage, 0, 0, k);
        }
        for (int layer = 0; layer < layers.length; layer++) {
            flushLayer(layer, metaGradient);
        }
    }

    private void flushLayer(int layer, double[] metaGradient) {
        int units = layout.hidden(layer);
        for (int row = 0; row < LstmLayout.GATES * units; row++) {
            flushRow(layer, row, row % units, GatesPass.PLACE[row / units], metaGradient);
        }
    }

    private void flushRow(int layer, int row, int unit, int place, double[] metaGradient) {
        Stage stage = layers[layer].stage;
        int inputs = layout.inputs(layer);
        int units = layout.hidden(layer);
        for (int k = 0; k < inputs; k++) {
            metaGradient[layout.inputWeights(layer) + row * inputs + k] += OuterProducts.take(stage, unit, place, k);
        }
        for (int k = 0; k < units; k++) {
            metaGradient[layout.recurrentWeights(layer) + row * units + k] +=
                    OuterProducts.take(stage, unit, place, inputs + k);
        }
        metaGradient[layout.bias(layer) + row] += OuterProducts.take(stage, unit, place, inputs + units);
    }
}

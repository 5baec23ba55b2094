package io.metastep.optimizer.vector;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.LstmLayout;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.TileKernel;
import java.util.ArrayList;
import java.util.List;

/** The vector twin of the scalar LSTM kernel: lanes are coordinates, pass after pass, the same bits. */
final class VectorLstmKernel implements TileKernel {

    private final LstmSpec spec;
    private final PackedParameters packed;
    private final Pass[] passes;

    VectorLstmKernel(LstmSpec spec, OptimizerParameters parameters) {
        this(spec, new PackedParameters(spec.layout(), parameters.toArray()));
    }

    private VectorLstmKernel(LstmSpec spec, PackedParameters packed) {
        this.spec = spec;
        this.packed = packed;
        this.passes = passes(spec, packed).toArray(Pass[]::new);
    }

    @Override
    public TileKernel fork() {
        return new VectorLstmKernel(spec, packed);
    }

    // Hot path: per tile.
    @Override
    public void step(float[] state, int offset, int width, float[] gradient, float[] update) {
        for (Pass pass : passes) {
            pass.run(state, offset, width, gradient, update);
        }
    }

    private static List<Pass> passes(LstmSpec spec, PackedParameters packed) {
        LstmLayout layout = spec.layout();
        List<Pass> passes = new ArrayList<>();
        float[] columns = columns(layout, 0);
        passes.add(new MomentsPass());
        passes.addAll(FeaturePasses.of(spec.features(), columns));
        for (int layer = 0; layer < layout.layers(); layer++) {
            float[] next = columns(layout, layer + 1);
            passes.addAll(layerPasses(layout, layer, packed.units(layer), columns, next));
            columns = next;
        }
        passes.addAll(OutputPasses.of(spec.output(), packed.output(), columns));
        return passes;
    }

    /** Planes of x, then of h; for the layer after the last one what the output sees. */
    private static float[] columns(LstmLayout layout, int layer) {
        int recurrent = layer < layout.layers() ? layout.hidden(layer) : 0;
        return new float[(layout.inputs(layer) + recurrent) * BlockState.TILE];
    }

    private static List<Pass> layerPasses(LstmLayout layout, int layer, float[] units, float[] columns, float[] next) {
        int count = layout.hidden(layer);
        int inputs = layout.inputs(layer);
        float[] gates = new float[LstmLayout.GATES * BlockState.TILE];
        Pass gatesPass = new GatesPass(gates);
        List<Pass> passes = new ArrayList<>();
        passes.add(HiddenPasses.recall(layout.hPlane(layer), columns, inputs, count));
        for (int unit = 0; unit < count; unit++) {
            passes.add(new ProductsPass(units, unit, columns, inputs + count, gates));
            passes.add(gatesPass);
            passes.add(new CellPass(gates, layout.cPlane(layer) + unit, next, unit));
        }
        passes.add(HiddenPasses.keep(next, layout.hPlane(layer), count));
        return passes;
    }
}

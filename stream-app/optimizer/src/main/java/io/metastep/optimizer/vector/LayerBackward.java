package io.metastep.optimizer.vector;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.LstmLayout;
import io.metastep.optimizer.RecordedUnroll;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the passes of one layer's back-propagation share. */
final class LayerBackward {

    final Stage stage;
    final int units;
    final int cellPlane;
    final float[] gates = new float[LstmLayout.GATES * BlockState.TILE];

    /** dS/dh from the step after, then (for the layer below) dS/dx of this step. */
    final float[] dh;

    /** dS/dc from the step after. */
    final float[] dc;

    /** dS/dh from above: where, and from which plane on. */
    final float[] above;

    final int abovePlane;

    private final LstmLayout layout;
    private final int layer;
    private final int inputs;
    private final float[] saved;

    LayerBackward(LstmLayout layout, int layer, float[] above, int abovePlane) {
        this.layout = layout;
        this.layer = layer;
        this.units = layout.hidden(layer);
        this.inputs = layout.inputs(layer);
        this.cellPlane = layout.cPlane(layer);
        this.stage = new Stage(units, inputs + units);
        this.dh = new float[Products.roundUp(units + inputs) * BlockState.TILE];
        this.dc = new float[units * BlockState.TILE];
        this.saved = new float[units * BlockState.TILE];
        this.above = above;
        this.abovePlane = abovePlane;
    }

    void reset(int steps) {
        stage.reserve(steps);
        Arrays.fill(dh, 0f);
        Arrays.fill(dc, 0f);
    }

    /** Where the four derivatives of a unit start. */
    int derivatives(int unit, int step, int width) {
        return step * stage.derivativesStride(width) + unit * Products.ROWS * width;
    }

    List<BackwardPass> passes(PackedParameters packed) {
        List<BackwardPass> passes = new ArrayList<>();
        passes.add(this::recallColumns);
        passes.add((unroll, step) -> Sleepers.save(unroll, step, dc, units, saved));
        for (int unit = 0; unit < units; unit++) {
            passes.add(preactivations(packed.units(layer), unit));
            passes.add((unroll, step) -> GatesPass.activate(gates, unroll.width()));
            passes.add(new HiddenDerivativesPass(this, unit));
            passes.add(new CellDerivativesPass(this, unit));
        }
        passes.add(this::passSleepersCells);
        passes.addAll(transposedProducts(packed.transposed(layer)));
        passes.add((unroll, step) -> Sleepers.restore(unroll, step, saved, dh, units));
        return passes;
    }

    private void recallColumns(RecordedUnroll unroll, int step) {
        int width = unroll.width();
        int to = step * stage.columnsStride(width);
        if (layer > 0) {
            int below = unroll.state(step + 1) + layout.hPlane(layer - 1) * width;
            System.arraycopy(unroll.states(), below, stage.columns, to, inputs * width);
        }
        int before = unroll.state(step) + layout.hPlane(layer) * width;
        System.arraycopy(unroll.states(), before, stage.columns, to + inputs * width, units * width);
        stage.fillBias(step, width);
    }

    private BackwardPass preactivations(float[] packed, int unit) {
        int columns = inputs + units;
        int group = unit * Products.packedLength(columns);
        return (unroll, step) -> Products.multiply(
                packed,
                group,
                stage.columns,
                step * stage.columnsStride(unroll.width()),
                columns,
                unroll.width(),
                gates,
                0);
    }

    private void passSleepersCells(RecordedUnroll unroll, int step) {
        int stride = stage.derivativesStride(unroll.width());
        Sleepers.clear(unroll, step, stage.derivatives, step * stride, units * LstmLayout.GATES);
        Sleepers.restore(unroll, step, saved, dc, units);
        Sleepers.save(unroll, step, dh, units, saved);
    }

    private List<BackwardPass> transposedProducts(float[] packed) {
        int columns = units * LstmLayout.GATES;
        int groups = packed.length / Products.packedLength(columns);
        List<BackwardPass> passes = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            passes.add(transposedProduct(packed, group, columns));
        }
        return passes;
    }

    private BackwardPass transposedProduct(float[] packed, int group, int columns) {
        int at = group * Products.packedLength(columns);
        return (unroll, step) -> Products.multiply(
                packed,
                at,
                stage.derivatives,
                step * stage.derivativesStride(unroll.width()),
                columns,
                unroll.width(),
                dh,
                group * Products.ROWS * unroll.width());
    }
}

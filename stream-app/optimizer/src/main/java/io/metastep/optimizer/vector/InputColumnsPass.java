package io.metastep.optimizer.vector;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.RecordedUnroll;

/** Computes the features of a step again, into the first columns of the first stage; zeros for sleepers. */
final class InputColumnsPass implements BackwardPass {

    private static final float[] NO_UPDATE = {};

    private final Stage stage;
    private final int inputs;
    private final float[] features;
    private final Pass[] passes;

    InputColumnsPass(LstmSpec spec, Stage stage) {
        this.stage = stage;
        this.inputs = spec.inputs();
        this.features = new float[inputs * BlockState.TILE];
        this.passes = FeaturePasses.of(spec.features(), features).toArray(Pass[]::new);
    }

    @Override
    public void run(RecordedUnroll unroll, int step) {
        int width = unroll.width();
        for (Pass pass : passes) {
            pass.run(unroll.states(), unroll.state(step + 1), width, unroll.gradients(step), NO_UPDATE);
        }
        Sleepers.clear(unroll, step, features, 0, inputs);
        System.arraycopy(features, 0, stage.columns, step * stage.columnsStride(width), inputs * width);
        if (inputs == stage.inputs) {
            stage.fillBias(step, width);
        }
    }
}

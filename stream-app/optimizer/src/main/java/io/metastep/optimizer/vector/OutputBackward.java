package io.metastep.optimizer.vector;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.LstmLayout;
import io.metastep.optimizer.Output;
import io.metastep.optimizer.RecordedUnroll;
import java.util.Arrays;

/** From credits to dS/dy and dS/dh of the last layer. The output is a stage of one unit of which one row is used. */
final class OutputBackward implements BackwardPass {

    final Stage stage;

    /** dS/dh of the last layer through this step's output. */
    final float[] dh;

    private final LstmLayout layout;
    private final Output output;
    private final float[] weights;

    OutputBackward(LstmLayout layout, Output output, float[] weights) {
        this.layout = layout;
        this.output = output;
        this.weights = weights;
        this.stage = new Stage(1, layout.inputs(layout.layers()));
        this.dh = new float[stage.inputs * BlockState.TILE];
    }

    @Override
    public void run(RecordedUnroll unroll, int step) {
        int width = unroll.width();
        int dy = step * stage.derivativesStride(width);
        Arrays.fill(stage.derivatives, dy, dy + stage.derivativesStride(width), 0f);
        derivative(output, unroll.updates(step), unroll.credits(step), stage.derivatives, dy, width);
        if (layout.layers() > 0) {
            recallColumns(unroll, step);
            propagate(stage.derivatives, dy, width);
        }
    }

    private static void derivative(Output output, float[] updates, float[] credits, float[] dy, int at, int width) {
        for (int lane = 0; lane < width; lane++) {
            dy[at + lane] = output.derivative(updates[lane]) * credits[lane];
        }
    }

    private void recallColumns(RecordedUnroll unroll, int step) {
        int width = unroll.width();
        int top = unroll.state(step + 1) + layout.hPlane(layout.layers() - 1) * width;
        System.arraycopy(unroll.states(), top, stage.columns, step * stage.columnsStride(width), stage.inputs * width);
        stage.fillBias(step, width);
    }

    private void propagate(float[] derivatives, int dy, int width) {
        for (int k = 0; k < stage.inputs; k++) {
            for (int lane = 0; lane < width; lane++) {
                dh[k * width + lane] = weights[k] * derivatives[dy + lane];
            }
        }
    }
}

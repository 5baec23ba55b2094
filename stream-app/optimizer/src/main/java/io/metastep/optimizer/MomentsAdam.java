package io.metastep.optimizer;

import java.util.Arrays;

/**
 * Adam with both betas 0.95 on the {@link Moments} that every optimizer's state begins with, whatever planes follow, which stay
 * as they are: {@code u = -rate m^ / (sqrt(v^) + eps)} (Kingma and Ba 2015). It can take over any block from where it stands.
 * Coordinates sleep as they do for all optimizers. Owns scratch memory: one thread.
 */
public final class MomentsAdam {

    private final float[] gradients = new float[BlockState.TILE];
    private final boolean[] awake = new boolean[BlockState.TILE];

    /**
     * One step of all coordinates of a block.
     *
     * @param state state of the block; its moments are replaced by the next ones
     * @param gradient loss gradient, at least as long as the block
     * @param update receives what is to be ADDED to the parameters, at least as long as the block
     * @param rate learning rate, finite
     * @param sparse whether a zero gradient leaves a coordinate untouched even when it is awake
     */
    // Hot path: per block and step.
    public void step(BlockState state, float[] gradient, float[] update, float rate, boolean sparse) {
        for (int tile = 0; tile < state.tiles(); tile++) {
            stepTile(state, tile, gradient, update, rate, sparse);
        }
    }

    private void stepTile(BlockState state, int tile, float[] gradient, float[] update, float rate, boolean sparse) {
        int from = tile * BlockState.TILE;
        int count = state.tileCoordinates(tile);
        int width = state.tileWidth(tile);
        int offset = state.tileOffset(tile);
        System.arraycopy(gradient, from, gradients, 0, count);
        Arrays.fill(gradients, count, width, 0f);
        TileStepper.findAwake(state.values(), offset, width, gradients, sparse, awake);
        for (int lane = 0; lane < count; lane++) {
            update[from + lane] = awake[lane] ? stepCoordinate(state.values(), offset, width, lane, rate) : 0f;
        }
    }

    private float stepCoordinate(float[] values, int offset, int width, int lane, float rate) {
        Moments.update(values, offset, width, lane, gradients[lane]);
        float mass = values[offset + Moments.S * width + lane];
        float mean = values[offset + Moments.M * width + lane] / mass;
        float square = values[offset + Moments.V * width + lane] / mass;
        return -rate * mean / ((float) Math.sqrt(square) + Moments.EPSILON);
    }
}

package io.metastep.optimizer;

import java.util.Arrays;

/** An optimizer that takes a block tile by tile through a kernel. */
final class TiledOptimizer implements Optimizer {

    private final OptimizerSpec spec;
    private final TileStepper stepper;
    private final String kernel;
    private final int planes;
    private final float[] gradients = new float[BlockState.TILE];
    private final float[] updates = new float[BlockState.TILE];
    private final boolean[] awake = new boolean[BlockState.TILE];

    TiledOptimizer(OptimizerSpec spec, TileKernel kernel, String name) {
        this(spec, new TileStepper(kernel, spec.planes()), name);
    }

    private TiledOptimizer(OptimizerSpec spec, TileStepper stepper, String kernel) {
        this.spec = spec;
        this.stepper = stepper;
        this.kernel = kernel;
        this.planes = spec.planes();
    }

    @Override
    public OptimizerSpec spec() {
        return spec;
    }

    @Override
    public Optimizer fork() {
        return new TiledOptimizer(spec, stepper.fork(), kernel);
    }

    @Override
    public String kernel() {
        return kernel;
    }

    // Hot path: per block and step.
    @Override
    public void step(BlockState state, float[] gradient, float[] update, boolean sparse) {
        check(state, gradient, update);
        for (int tile = 0; tile < state.tiles(); tile++) {
            stepTile(state, tile, gradient, update, sparse);
        }
    }

    private void check(BlockState state, float[] gradient, float[] update) {
        if (state.planes() != planes || Math.min(gradient.length, update.length) < state.coordinates()) {
            throw new IllegalArgumentException(String.format(
                    "got a state of %d planes for %d coordinates, %d gradients, room for %d updates; expected %d planes"
                            + " and arrays at least as long as the block",
                    state.planes(), state.coordinates(), gradient.length, update.length, planes));
        }
    }

    private void stepTile(BlockState state, int tile, float[] gradient, float[] update, boolean sparse) {
        int from = tile * BlockState.TILE;
        int count = state.tileCoordinates(tile);
        int width = state.tileWidth(tile);
        int offset = state.tileOffset(tile);
        System.arraycopy(gradient, from, gradients, 0, count);
        Arrays.fill(gradients, count, width, 0f);
        int active = TileStepper.findAwake(state.values(), offset, width, gradients, sparse, awake);
        stepper.step(state.values(), offset, width, gradients, updates, awake, active);
        System.arraycopy(updates, 0, update, from, count);
    }
}

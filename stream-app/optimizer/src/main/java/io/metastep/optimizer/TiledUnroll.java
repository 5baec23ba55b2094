package io.metastep.optimizer;

/** An unroll that takes a block tile by tile forward and, while the tile is in the cache, back. */
final class TiledUnroll implements Unroll {

    private final KernelProvider provider;
    private final LstmSpec spec;
    private final RecordedUnroll recorded;
    private TileStepper stepper;
    private UnrollKernel kernel;

    TiledUnroll(KernelProvider provider, LstmSpec spec, OptimizerParameters parameters) {
        this.provider = provider;
        this.spec = spec;
        this.recorded = new RecordedUnroll(spec.planes());
        this.stepper = new TileStepper(provider.lstm(spec, parameters), spec.planes());
        this.kernel = provider.lstmUnroll(spec, parameters);
    }

    @Override
    public OptimizerSpec spec() {
        return spec;
    }

    @Override
    public void load(OptimizerParameters parameters) {
        stepper = new TileStepper(provider.lstm(spec, parameters), spec.planes());
        kernel = provider.lstmUnroll(spec, parameters);
    }

    @Override
    public double accumulate(
            BlockState start, float[][] gradients, float[][] credits, boolean sparse, double[] metaGradient) {
        UnrollChecks.check(spec, start, gradients, credits, metaGradient);
        double surrogate = 0;
        for (int tile = 0; tile < start.tiles(); tile++) {
            forward(start, tile, gradients, credits, sparse);
            kernel.backward(recorded);
            surrogate += recorded.surrogate();
        }
        kernel.flush(metaGradient);
        return surrogate;
    }

    private void forward(BlockState start, int tile, float[][] gradients, float[][] credits, boolean sparse) {
        int from = tile * BlockState.TILE;
        recorded.reset(gradients.length, start.tileWidth(tile));
        recorded.start(start, tile);
        for (int step = 0; step < gradients.length; step++) {
            recorded.forward(step, stepper, gradients[step], credits[step], from, start.tileCoordinates(tile), sparse);
        }
    }
}

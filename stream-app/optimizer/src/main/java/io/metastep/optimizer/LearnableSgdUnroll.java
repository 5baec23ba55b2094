package io.metastep.optimizer;

/** {@code u = -phi g}, so {@code dS/dphi = -sum of credit * g}. */
final class LearnableSgdUnroll implements Unroll {

    private float rate;

    LearnableSgdUnroll(OptimizerParameters parameters) {
        this.rate = parameters.get(0);
    }

    @Override
    public OptimizerSpec spec() {
        return new LearnableSgdSpec();
    }

    @Override
    public void load(OptimizerParameters parameters) {
        rate = parameters.get(0);
    }

    @Override
    public double accumulate(
            BlockState start, float[][] gradients, float[][] credits, boolean sparse, double[] metaGradient) {
        UnrollChecks.check(spec(), start, gradients, credits, metaGradient);
        double product = 0;
        for (int step = 0; step < gradients.length; step++) {
            for (int i = 0; i < start.coordinates(); i++) {
                product += (double) credits[step][i] * gradients[step][i];
            }
        }
        metaGradient[0] -= product;
        return -rate * product;
    }
}

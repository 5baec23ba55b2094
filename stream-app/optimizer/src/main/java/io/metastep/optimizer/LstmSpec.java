package io.metastep.optimizer;

import java.util.List;

/**
 * A coordinatewise LSTM (Andrychowicz et al. 2016): features of the gradient, layers of LSTM cells, an output. Its
 * meta-parameters are laid out by {@link LstmLayout}.
 *
 * @param features what the first layer sees, at least one
 * @param hiddenSizes units of each layer; empty makes the optimizer linear in its features
 * @param output how the last layer becomes the update
 */
public record LstmSpec(List<Feature> features, List<Integer> hiddenSizes, Output output) implements OptimizerSpec {

    private static final int MOST_LAYERS = 8;
    private static final int MOST_UNITS = 1024;

    public LstmSpec {
        features = List.copyOf(features);
        hiddenSizes = List.copyOf(hiddenSizes);
        Checks.require(
                !features.isEmpty() && features.size() <= 64,
                "LSTM has %s features, expected 1 to 64",
                features.size());
        Checks.require(
                hiddenSizes.size() <= MOST_LAYERS,
                "LSTM has %s layers, expected at most %s",
                hiddenSizes.size(),
                MOST_LAYERS);
        for (int size : hiddenSizes) {
            Checks.require(
                    size >= 1 && size <= MOST_UNITS,
                    "LSTM has a layer of %s units, expected 1 to %s",
                    size,
                    MOST_UNITS);
        }
    }

    /** Number of inputs of the first layer. */
    public int inputs() {
        return features.stream().mapToInt(Feature::inputs).sum();
    }

    /** Where each array lies in the meta-parameters and in the state. */
    public LstmLayout layout() {
        return new LstmLayout(this);
    }

    @Override
    public int parameterCount() {
        return layout().size();
    }

    @Override
    public int planes() {
        return Moments.PLANES
                + 2 * hiddenSizes.stream().mapToInt(Integer::intValue).sum();
    }

    /** The output layer keeps nothing. */
    @Override
    public boolean canGoOnFrom(OptimizerSpec other) {
        return other instanceof LstmSpec lstm && features.equals(lstm.features) && hiddenSizes.equals(lstm.hiddenSizes);
    }

    /** Uniform in +-1/sqrt(hidden size), forget biases 1, other biases and the output layer 0. */
    @Override
    public OptimizerParameters initialParameters(long seed) {
        return LstmInitialization.initial(this, seed);
    }

    @Override
    public TileKernel referenceKernel(OptimizerParameters parameters) {
        return new ScalarLstmKernel(this, parameters);
    }

    /** The plain back-propagation for this optimizer. */
    public UnrollKernel referenceUnrollKernel(OptimizerParameters parameters) {
        return new ScalarUnrollKernel(this, parameters);
    }
}

package io.metastep.metalearner;

import io.metastep.optimizer.BlockState;
import java.util.Arrays;

/**
 * Coordinates of an optimizee drawn for one unroll, each independently: small tensors with certainty, large ones with the
 * probability that leaves about the wanted number. At least one coordinate is in.
 */
final class CoordinateSample {
    private final int[] tensors;
    private final int[] coordinates;
    private final float[] inclusion;

    private CoordinateSample(int[] tensors, int[] coordinates, float[] inclusion) {
        this.tensors = tensors;
        this.coordinates = coordinates;
        this.inclusion = inclusion;
    }

    /**
     * Draws coordinates.
     *
     * @param states optimizer memory, one per tensor
     * @param wanted expected number of coordinates for each tensor; smaller tensors are taken whole
     */
    static CoordinateSample draw(BlockState[] states, int wanted, RandomStream random) {
        int total = 0;
        for (BlockState state : states) {
            total += state.coordinates();
        }
        var tensors = new int[total];
        var coordinates = new int[total];
        var inclusion = new float[total];
        int count = 0;
        for (int tensor = 0; tensor < states.length; tensor++) {
            float probability = Math.min(1f, (float) wanted / states[tensor].coordinates());
            for (int i = 0; i < states[tensor].coordinates(); i++) {
                if (random.nextDouble() < probability || (count == 0 && tensor == states.length - 1)) {
                    tensors[count] = tensor;
                    coordinates[count] = i;
                    inclusion[count++] = probability;
                }
            }
        }
        return new CoordinateSample(
                Arrays.copyOf(tensors, count), Arrays.copyOf(coordinates, count), Arrays.copyOf(inclusion, count));
    }

    void save(SnapshotOutput out) {
        out.integers(tensors);
        out.integers(coordinates);
        out.floats(inclusion);
    }

    static CoordinateSample restore(SnapshotInput in) {
        return new CoordinateSample(in.integers(), in.integers(), in.floats());
    }

    int size() {
        return tensors.length;
    }

    float[] inclusion() {
        return inclusion.clone();
    }

    /** Divides by the probabilities, in place: a sampled coordinate stands for 1 / inclusion coordinates. */
    float[] weigh(float[] sample) {
        for (int i = 0; i < sample.length; i++) {
            sample[i] /= inclusion[i];
        }
        return sample;
    }

    /** The sampled coordinates' memory, as one block. */
    BlockState gather(BlockState[] states) {
        var sample = new BlockState(size(), states[0].planes());
        for (int i = 0; i < size(); i++) {
            sample.setCoordinate(i, states[tensors[i]], coordinates[i]);
        }
        return sample;
    }

    float[] gather(float[][] arrays) {
        var sample = new float[size()];
        for (int i = 0; i < size(); i++) {
            sample[i] = arrays[tensors[i]][coordinates[i]];
        }
        return sample;
    }
}

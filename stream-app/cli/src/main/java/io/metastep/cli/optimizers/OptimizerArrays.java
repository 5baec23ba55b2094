package io.metastep.cli.optimizers;

import io.metastep.cli.numpy.NpyArray;
import io.metastep.optimizer.OptimizerFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** An optimizer as NumPy arrays: one for each of its {@link ParameterArray}s, and {@link Origin} as bytes. */
final class OptimizerArrays {

    private OptimizerArrays() {}

    static Map<String, NpyArray> of(OptimizerFile file) {
        float[] parameters = file.parameters().toArray();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put(Origin.NAME, NpyArray.of(Origin.of(file).json().getBytes(StandardCharsets.UTF_8)));
        ParameterArray.of(file.spec())
                .forEach(array -> arrays.put(
                        array.name(),
                        NpyArray.of(
                                array.shape(),
                                Arrays.copyOfRange(parameters, array.offset(), array.offset() + array.size()))));
        return arrays;
    }
}

package io.metastep.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.cli.bench.Nd4jLstm.Style;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Output;
import io.metastep.optimizer.Unroll;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the kernels are raced against computes the same thing. */
class Nd4jLstmTest {

    private static final int COORDINATES = 7;
    private static final int STEPS = 5;

    private final LstmSpec spec =
            new LstmSpec(List.of(new Feature.Identity()), List.of(20, 20), new Output.Linear(0.1f));
    private final OptimizerParameters parameters = nowhereZero();
    private final float[][] gradients = normals(1);
    private final float[][] credits = normals(2);

    @ParameterizedTest
    @EnumSource
    void itsUpdatesAreThoseOfTheKernel(Style style) {
        Nd4jLstm lstm = new Nd4jLstm(spec, parameters, style);
        List<Nd4jLstm.Memory> memory = lstm.newMemory(COORDINATES);
        Optimizer optimizer = Optimizers.of(spec, parameters);
        BlockState state = optimizer.newState(COORDINATES);
        float[] update = new float[COORDINATES];
        INDArray nd4jUpdate = Nd4j.zeros(COORDINATES, 1);
        for (float[] gradient : gradients) {
            optimizer.step(state, gradient, update, false);
            lstm.step(column(gradient), memory, nd4jUpdate);
            assertThat(nd4jUpdate.ravel().toFloatVector()).containsExactly(update, within(1e-5f));
        }
    }

    @ParameterizedTest
    @EnumSource
    void itsMetaGradientIsThatOfTheUnroll(Style style) {
        List<INDArray> pieces = new Nd4jLstm(spec, parameters, style).unroll(columns(gradients), columns(credits));
        double[] metaGradient = new double[spec.parameterCount()];
        Unroll.of(spec, parameters)
                .accumulate(new BlockState(COORDINATES, spec.planes()), gradients, credits, false, metaGradient);
        // The piece of U of the second layer: [hidden][4 hidden] there, [4 hidden][hidden] here.
        INDArray recurrent = pieces.get(3);
        int offset = spec.layout().recurrentWeights(1);
        for (int row = 0; row < 80; row++) {
            for (int column = 0; column < 20; column++) {
                assertThat(recurrent.getDouble(column, row))
                        .isCloseTo(metaGradient[offset + 20 * row + column], within(1e-4));
            }
        }
    }

    private OptimizerParameters nowhereZero() {
        SplittableRandom random = new SplittableRandom(3);
        float[] phi = new float[spec.parameterCount()];
        for (int i = 0; i < phi.length; i++) {
            phi[i] = (float) (0.2 * random.nextGaussian());
        }
        return OptimizerParameters.of(spec, phi);
    }

    private static float[][] normals(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, STEPS)
                .mapToObj(step -> {
                    float[] values = new float[COORDINATES];
                    for (int i = 0; i < COORDINATES; i++) {
                        values[i] = (float) random.nextGaussian();
                    }
                    return values;
                })
                .toArray(float[][]::new);
    }

    private static INDArray[] columns(float[][] rows) {
        return IntStream.range(0, rows.length)
                .mapToObj(step -> column(rows[step]))
                .toArray(INDArray[]::new);
    }

    private static INDArray column(float[] values) {
        return Nd4j.createFromArray(values).reshape(values.length, 1);
    }
}

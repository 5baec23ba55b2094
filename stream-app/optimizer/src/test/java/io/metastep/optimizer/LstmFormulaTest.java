package io.metastep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The scalar kernel against the paper's formulas in double precision. */
class LstmFormulaTest {

    private static final int STEPS = 12;
    private static final int COORDINATES = 5;

    @Test
    void updatesAndStateAreThoseOfThePaper() {
        for (LstmSpec spec : Specs.variety()) {
            compare(spec, false);
            compare(spec, true);
        }
    }

    private static void compare(LstmSpec spec, boolean sparse) {
        OptimizerParameters parameters = Specs.random(spec, 11, 0.5);
        Optimizer optimizer = Optimizers.scalar(spec, parameters);
        BlockState state = optimizer.newState(COORDINATES);
        float[] gradient = new float[COORDINATES];
        float[] update = new float[COORDINATES];
        Tape tape = new Tape();
        int[] phi = Arrays.stream(DoubleUnroll.toDoubles(parameters))
                .mapToInt(tape::leaf)
                .toArray();
        DoubleLstm[] references = new DoubleLstm[COORDINATES];
        Arrays.setAll(references, i -> new DoubleLstm(spec, tape, phi));
        SplittableRandom random = new SplittableRandom(12);
        for (int step = 0; step < STEPS; step++) {
            for (int i = 0; i < COORDINATES; i++) {
                gradient[i] = random.nextInt(4) == 0 ? 0f : (float) Math.pow(10, random.nextInt(-7, 2)) * (i - 2.5f);
            }
            optimizer.step(state, gradient, update, sparse);
            for (int i = 0; i < COORDINATES; i++) {
                double expected = tape.value(references[i].step(gradient[i], sparse));
                assertThat((double) update[i]).as("%s step %d", spec, step).isCloseTo(expected, tolerance(expected));
                compareState(state, i, references[i].state());
            }
        }
    }

    private static void compareState(BlockState state, int coordinate, double[] expected) {
        for (int plane = 0; plane < expected.length; plane++) {
            assertThat((double) state.get(coordinate, plane))
                    .as("plane %d", plane)
                    .isCloseTo(expected[plane], tolerance(expected[plane]));
        }
    }

    private static Offset<Double> tolerance(double expected) {
        return within(1e-5 * Math.max(1, Math.abs(expected)));
    }
}

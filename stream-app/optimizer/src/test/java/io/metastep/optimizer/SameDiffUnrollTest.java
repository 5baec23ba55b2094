package io.metastep.optimizer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The meta-gradient against ND4J's automatic differentiation, in double precision, of the same unroll written with it. */
class SameDiffUnrollTest {

    private static final int STEPS = 6;
    private static final int COORDINATES = 4;
    private static final List<Integer> HIDDEN = List.of(5, 3);

    static List<Output> outputs() {
        return List.of(Specs.LINEAR, Specs.BOUNDED);
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void metaGradientIsThatOfSameDiff(Output output) {
        LstmSpec spec = new LstmSpec(Specs.LOG_AND_SIGN, HIDDEN, output);
        OptimizerParameters parameters = Specs.random(spec, 41, 0.5);
        float[][] gradients = random(42, 0.2);
        float[][] credits = random(43, 0);
        double[] actual = new double[parameters.size()];
        BlockState start = new BlockState(COORDINATES, spec.planes());
        Unroll.of(spec, parameters).accumulate(start, gradients, credits, false, actual);
        double[] expected = new Graph(spec, parameters).metaGradient(gradients, credits);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("phi[%d]", i).isCloseTo(expected[i], within(1e-5 * largest));
        }
    }

    private static float[][] random(long seed, double away) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] values = new float[STEPS][COORDINATES];
        for (float[] row : values) {
            for (int i = 0; i < row.length; i++) {
                double value = random.nextDouble() - 0.5;
                row[i] = (float) (value + Math.signum(value) * away);
            }
        }
        return values;
    }

    /** The unroll as a graph: rows are coordinates. */
    private static final class Graph {
        private final SameDiff graph = SameDiff.create();
        private final LstmSpec spec;
        private final LstmLayout layout;
        private final double[] phi;
        private final Map<String, Integer> offsets = new HashMap<>();
        private final double[][] moments = new double[COORDINATES][3];

        Graph(LstmSpec spec, OptimizerParameters parameters) {
            this.spec = spec;
            this.layout = spec.layout();
            this.phi = DoubleUnroll.toDoubles(parameters);
        }

        double[] metaGradient(float[][] gradients, float[][] credits) {
            SDVariable[] h = zeros();
            SDVariable[] c = zeros();
            declare();
            SDVariable sum = graph.constant(Nd4j.zeros(1, 1).castTo(DataType.DOUBLE));
            for (int t = 0; t < STEPS; t++) {
                SDVariable x = features(gradients[t]);
                for (int layer = 0; layer < HIDDEN.size(); layer++) {
                    x = cell(layer, x, h, c);
                }
                SDVariable y = x.mmul(graph.getVariable("w")).add(graph.getVariable("b"));
                sum = sum.add(column(credits[t]).mul(update(y)).sum());
            }
            sum.sum().rename("surrogate").markAsLoss();
            return collect(graph.calculateGradients(Map.of(), offsets.keySet()));
        }

        private SDVariable[] zeros() {
            return HIDDEN.stream()
                    .map(size -> graph.constant(Nd4j.create(new double[COORDINATES][size])))
                    .toArray(SDVariable[]::new);
        }

        private void declare() {
            for (int layer = 0; layer < HIDDEN.size(); layer++) {
                int units = HIDDEN.get(layer);
                int inputs = layout.inputs(layer);
                for (int gate = 0; gate < 4; gate++) {
                    variable("W" + layer + gate, layout.inputWeights(layer) + gate * units * inputs, units, inputs);
                    variable("U" + layer + gate, layout.recurrentWeights(layer) + gate * units * units, units, units);
                    variable("b" + layer + gate, layout.bias(layer) + gate * units, 1, units);
                }
            }
            variable("w", layout.outputWeights(), layout.outputBias() - layout.outputWeights(), 1);
            variable("b", layout.outputBias(), 1, 1);
        }

        private void variable(String name, int offset, int rows, int columns) {
            offsets.put(name, offset);
            graph.var(name, Nd4j.create(Arrays.copyOfRange(phi, offset, offset + rows * columns), rows, columns));
        }

        private SDVariable cell(int layer, SDVariable x, SDVariable[] h, SDVariable[] c) {
            SDVariable i = graph.nn().sigmoid(gate(layer, 0, x, h[layer]));
            SDVariable f = graph.nn().sigmoid(gate(layer, 1, x, h[layer]));
            SDVariable g = graph.math().tanh(gate(layer, 2, x, h[layer]));
            SDVariable o = graph.nn().sigmoid(gate(layer, 3, x, h[layer]));
            c[layer] = f.mul(c[layer]).add(i.mul(g));
            h[layer] = o.mul(graph.math().tanh(c[layer]));
            return h[layer];
        }

        private SDVariable gate(int layer, int gate, SDVariable x, SDVariable h) {
            SDVariable w = graph.transpose(graph.getVariable("W" + layer + gate));
            SDVariable u = graph.transpose(graph.getVariable("U" + layer + gate));
            return x.mmul(w).add(h.mmul(u)).add(graph.getVariable("b" + layer + gate));
        }

        private SDVariable features(float[] gradient) {
            double[][] inputs = new double[COORDINATES][2];
            for (int i = 0; i < COORDINATES; i++) {
                double g = gradient[i];
                moments[i][0] = 0.95 * moments[i][0] + 0.05 * g;
                moments[i][1] = 0.95 * moments[i][1] + 0.05 * g * g;
                moments[i][2] = 0.95 * moments[i][2] + 0.05;
                inputs[i] = new double[] {Math.log(Math.abs(g)) / 10, Math.signum(g)};
            }
            return graph.constant(Nd4j.create(inputs));
        }

        private SDVariable update(SDVariable y) {
            if (spec.output() instanceof Output.BoundedNominal bounded) {
                float[] nominal = new float[COORDINATES];
                for (int i = 0; i < COORDINATES; i++) {
                    double[] m = moments[i];
                    nominal[i] = (float) (bounded.k() * m[0] / m[2] / (Math.sqrt(m[1] / m[2]) + 1e-8));
                }
                return graph.math().tanh(y.add(column(nominal))).mul(-bounded.scale());
            }
            return y.mul(spec.output().scale());
        }

        private SDVariable column(float[] values) {
            double[] column = new double[values.length];
            Arrays.setAll(column, i -> values[i]);
            return graph.constant(Nd4j.create(column, values.length, 1));
        }

        private double[] collect(Map<String, INDArray> gradients) {
            double[] metaGradient = new double[phi.length];
            offsets.forEach((name, offset) -> {
                double[] values = requireNonNull(gradients.get(name), name)
                        .dup('c')
                        .data()
                        .asDouble();
                System.arraycopy(values, 0, metaGradient, offset, values.length);
            });
            return metaGradient;
        }
    }
}

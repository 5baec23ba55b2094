package io.metastep.optimizees;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.TwoClouds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskCheckTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "quadratic",
                "quadratic:dimension=3,problems=1",
                "quadratic:condition=1000,noise=0.5",
                "digits-mlp:pool=2",
                "digits-mlp:pool=2,widths=20x20,activation=relu",
                "digits-mlp:pool=2,widths=none",
                "digits-mlp:pool=2,activation=elu,batch=8",
                "digits-mlp:pool=2,activation=tanh",
                "quadratic:dimension=4|6"
            })
    void ourOwnTasksKeepTheirPromises(String name) {
        assertThat(TaskCheck.problems(new TaskCatalogue(Optional.empty()).parse(name)))
                .isEmpty();
    }

    @Test
    void theExampleOfTheReadmeKeepsItsPromises() {
        assertThat(TaskCheck.problems(new TwoClouds())).isEmpty();
    }

    @Test
    void aSoundTaskHasNoProblems() {
        assertThat(problems(Bowl::new)).isEmpty();
    }

    @Test
    void gradientsOfAnotherFunctionAreFound() {
        assertThat(problems(seed -> new Bowl(seed) {
                    @Override
                    float gradient(float x, int i) {
                        return x * (1 + i);
                    }
                }))
                .hasSizeBetween(2, 4)
                .first()
                .asString()
                .containsPattern(
                        "gradient \\d of tensor a is \\S+ at step 0, but the loss changes by \\S+ per unit there");
    }

    @Test
    void oneWrongSignAmongTheLargestGradientsIsEnough() {
        assertThat(problems(seed -> new Bowl(seed) {
                    @Override
                    float gradient(float x, int i) {
                        return i == 3 ? -super.gradient(x, i) : super.gradient(x, i);
                    }
                }))
                .singleElement()
                .asString()
                .startsWith("gradient 3 of tensor a is ");
    }

    @Test
    void aGradientThatIsNotWrittenIsFound() {
        assertThat(problems(seed -> new Bowl(seed) {
                    @Override
                    public double lossAndGradients(float[][] parameters, long step, float[][] gradients) {
                        float kept = gradients[0][1];
                        double loss = super.lossAndGradients(parameters, step, gradients);
                        gradients[0][1] = kept;
                        return loss;
                    }
                }))
                .containsExactly(
                        "lossAndGradients left 1 of 4 gradients of tensor a as they were; it must write every one, zeros too");
    }

    @Test
    void gradientsThatAreAddedUpAreFound() {
        assertThat(problems(seed -> new Bowl(seed) {
                    @Override
                    public double lossAndGradients(float[][] parameters, long step, float[][] gradients) {
                        float[] before = gradients[0].clone();
                        double loss = super.lossAndGradients(parameters, step, gradients);
                        for (int i = 0; i < before.length; i++) {
                            gradients[0][i] += before[i];
                        }
                        return loss;
                    }
                }))
                .containsExactly("lossAndGradients added to what the array of tensor a held; it must overwrite it");
    }

    @Test
    void chanceThatTheSeedDoesNotDecideIsFound() {
        var calls = new SplittableRandom(1);
        assertThat(problems(seed -> new Bowl(calls.nextLong())))
                .singleElement()
                .asString()
                .startsWith("open(1) twice gave different problems")
                .endsWith("the seed must decide all that is random");
    }

    @Test
    void minibatchesThatDependOnTheCallAreFound() {
        assertThat(problems(seed -> new Bowl(seed) {
                    private int calls;

                    @Override
                    public double lossAndGradients(float[][] parameters, long step, float[][] gradients) {
                        return super.lossAndGradients(parameters, step, gradients) + ++calls;
                    }
                }))
                .anyMatch(problem -> problem.contains("must depend on parameters and step only"));
    }

    @Test
    void membersThatShareBuffersAreFound() {
        float[] shared = new float[4];
        assertThat(problems(seed -> new Bowl(seed, shared)))
                .anyMatch(problem -> problem.contains("members must not share buffers"));
    }

    @Test
    void aSeedThatDecidesNothingIsFound() {
        assertThat(problems(seed -> new Bowl(7)))
                .singleElement()
                .asString()
                .startsWith("open(1) and open(2) are the same problem");
    }

    @Test
    void shapesThatDisagreeAreFound() {
        assertThat(problems(seed -> new Bowl(seed) {
                    @Override
                    public List<Tensor> tensors() {
                        return List.of(Tensor.of("a", 2, 3));
                    }
                }))
                .containsExactly(
                        "initialParameters() of tensor a are 4 values, expected 6 values for its shape [2, 3]");
    }

    @Test
    void allThatIsWrongIsFoundAtOnce() {
        assertThat(problems("  ", seed -> new Bowl(seed) {
                    @Override
                    public float[][] initialParameters() {
                        float[][] parameters = super.initialParameters();
                        parameters[0][2] = Float.NaN;
                        return parameters;
                    }

                    @Override
                    public Evaluation evaluate(float[][] parameters) {
                        parameters[0][0] = 3;
                        throw new UnsupportedOperationException("later");
                    }
                }))
                .contains(
                        "name() is blank, expected a name for reports",
                        "initial parameter 2 of tensor a is NaN, expected a finite number",
                        "gradient 2 of tensor a is NaN, expected a finite number",
                        "lossAndGradients at the initial parameters returned NaN, expected a finite loss",
                        "evaluate(initial parameters) threw java.lang.UnsupportedOperationException: later",
                        "evaluate changed the parameters, which it may only read");
    }

    @Test
    void whatTheCodeThrowsIsHandedOn() {
        var thrown = new ArrayList<Throwable>();
        Task task = task("broken", seed -> {
            throw new NoClassDefFoundError("org/acme/Lost");
        });
        assertThat(TaskCheck.problems(task, thrown::add))
                .containsExactly("open(1) threw java.lang.NoClassDefFoundError: org/acme/Lost");
        assertThat(thrown).singleElement().isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    @SuppressWarnings("NullAway") // what code without annotations may do
    void nothingWhereSomethingIsExpectedIsFound() {
        assertThat(problems(seed -> null)).containsExactly("open(1) returned null");
    }

    private static List<String> problems(LongFunction<Optimizee> open) {
        return problems("bowl", open);
    }

    private static List<String> problems(String name, LongFunction<Optimizee> open) {
        return TaskCheck.problems(task(name, open));
    }

    private static Task task(String name, LongFunction<Optimizee> open) {
        return new Task() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optimizee open(long seed) {
                return open.apply(seed);
            }
        };
    }

    /** f(x) = sum of (x_i - c_i)^2 / 2 + 1, c and the start from the seed. */
    private static class Bowl implements Optimizee {
        private final float[] centre;
        private final float[] start = new float[4];

        Bowl(long seed) {
            this(seed, new float[4]);
        }

        Bowl(long seed, float[] centre) {
            this.centre = centre;
            var random = new SplittableRandom(seed);
            for (int i = 0; i < start.length; i++) {
                centre[i] = (float) random.nextGaussian();
                start[i] = (float) random.nextGaussian() * (1 + i);
            }
        }

        float gradient(float x, int i) {
            return x - centre[i];
        }

        @Override
        public List<Tensor> tensors() {
            return List.of(Tensor.of("a", 4));
        }

        @Override
        public float[][] initialParameters() {
            return new float[][] {start.clone()};
        }

        @Override
        public double lossAndGradients(float[][] parameters, long step, float[][] gradients) {
            for (int i = 0; i < start.length; i++) {
                gradients[0][i] = gradient(parameters[0][i], i);
            }
            return loss(parameters[0]);
        }

        private double loss(float[] x) {
            return 1
                    + Arrays.stream(new int[] {0, 1, 2, 3})
                            .mapToDouble(i -> Math.pow((double) x[i] - centre[i], 2) / 2)
                            .sum();
        }

        @Override
        public Evaluation evaluate(float[][] parameters) {
            return Evaluation.ofLoss(loss(parameters[0]));
        }
    }
}

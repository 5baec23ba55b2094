package io.metastep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpecTest {

    @Test
    void thePaperOptimizerHasItsSizes() {
        LstmSpec spec = Specs.paper();
        assertThat(spec.inputs()).isEqualTo(2);
        assertThat(spec.planes()).isEqualTo(83);
        assertThat(spec.parameterCount()).isEqualTo(80 * (2 + 20 + 1) + 80 * (20 + 20 + 1) + 20 + 1);
    }

    @Test
    void arraysOfTheLayoutFollowEachOther() {
        LstmLayout layout = new LstmSpec(Specs.LOG_AND_SIGN, List.of(3, 2), Specs.LINEAR).layout();
        assertThat(layout.recurrentWeights(0)).isEqualTo(12 * 2);
        assertThat(layout.bias(0)).isEqualTo(12 * 5);
        assertThat(layout.inputWeights(1)).isEqualTo(12 * 6);
        assertThat(layout.bias(1)).isEqualTo(72 + 8 * 5);
        assertThat(layout.outputWeights()).isEqualTo(72 + 8 * 6);
        assertThat(layout.outputBias()).isEqualTo(122);
        assertThat(layout.size()).isEqualTo(123);
        assertThat(layout.cPlane(1)).isEqualTo(3 + 6 + 2);
    }

    @Test
    void initialParametersDependOnTheSeedOnly() {
        LstmSpec spec = Specs.paper();
        assertThat(spec.initialParameters(4))
                .isEqualTo(spec.initialParameters(4))
                .isNotEqualTo(spec.initialParameters(5));
    }

    @Test
    void forgetBiasesStartAtOneAndTheOutputAtZero() {
        LstmSpec spec = Specs.paper();
        LstmLayout layout = spec.layout();
        OptimizerParameters parameters = spec.initialParameters(4);
        assertThat(parameters.get(layout.bias(1) + 19)).isZero();
        assertThat(parameters.get(layout.bias(1) + 20)).isEqualTo(1f);
        assertThat(parameters.get(layout.bias(1) + 39)).isEqualTo(1f);
        assertThat(parameters.get(layout.bias(1) + 40)).isZero();
        for (int i = layout.outputWeights(); i < layout.size(); i++) {
            assertThat(parameters.get(i)).isZero();
        }
    }

    @Test
    void impossibleSpecsAreRefused() {
        assertThatThrownBy(() -> new LstmSpec(List.of(), List.of(20), Specs.LINEAR))
                .hasMessageContaining("0 features");
        assertThatThrownBy(() -> new LstmSpec(Specs.LOG_AND_SIGN, List.of(0), Specs.LINEAR))
                .hasMessageContaining("layer of 0 units");
        assertThatThrownBy(() -> new Feature.LogAndSign(0)).hasMessageContaining("p = 0.0");
        assertThatThrownBy(() -> new Output.Linear(Float.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new MomentumSpec(0.1f, 1f, false)).hasMessageContaining("momentum 1.0");
        assertThatThrownBy(() -> new AdamSpec(0.1f, 0.9f, 0.999f, 0f)).hasMessageContaining("epsilon 0.0");
    }

    @Test
    void parametersOfAnotherShapeAreRefused() {
        assertThatThrownBy(() -> OptimizerParameters.of(Specs.paper(), new float[3]))
                .hasMessageContaining("got 3 parameters, expected 5141");
        assertThatThrownBy(() -> Optimizers.of(Specs.paper(), OptimizerParameters.zeros(new SgdSpec(1f))))
                .hasMessageContaining("got 0 parameters");
    }

    @Test
    void statesOfAnotherShapeAreRefused() {
        Optimizer optimizer = Optimizers.of(new SgdSpec(1f));
        assertThatThrownBy(() -> optimizer.step(new BlockState(2, 4), new float[2], new float[2], false))
                .hasMessageContaining("state of 4 planes");
        assertThatThrownBy(() -> optimizer.step(new BlockState(2, 3), new float[1], new float[2], false))
                .hasMessageContaining("1 gradients");
    }

    @Test
    void aForkIsTheSameOptimizer() {
        Optimizer optimizer = Optimizers.of(Specs.paper(), Specs.random(Specs.paper(), 3, 0.4));
        Optimizer fork = optimizer.fork();
        float[] expected = new float[2];
        float[] actual = new float[2];
        optimizer.step(optimizer.newState(2), new float[] {1f, -2f}, expected, false);
        fork.step(fork.newState(2), new float[] {1f, -2f}, actual, false);
        assertThat(actual).isEqualTo(expected);
        assertThat(fork.kernel()).isEqualTo(optimizer.kernel()).startsWith("vector");
    }
}

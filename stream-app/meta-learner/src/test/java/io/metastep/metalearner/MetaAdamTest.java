package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetaAdamTest {
    private static final double RATE = 0.01;

    @Test
    void theFirstStepIsTheRateLongWhateverTheGradient() {
        MetaAdam adam = new MetaAdam(new float[] {1, 1}, 0);
        adam.step(new double[] {3, -1e-4}, RATE);
        assertThat(adam.parameters()).containsExactly(new double[] {0.99, 1.01}, within(1e-5));
    }

    @Test
    void theAverageKeepsTheShareThatIsSaid() {
        for (double averaging : new double[] {0, 0.5, 0.98}) {
            MetaAdam adam = new MetaAdam(new float[] {1}, averaging);
            adam.step(new double[] {1}, RATE);
            double first = adam.parameters()[0];
            adam.step(new double[] {-2}, RATE);
            double afterOne = averaging * 1 + (1 - averaging) * first;
            assertThat(adam.average()[0]).isEqualTo(averaging * afterOne + (1 - averaging) * adam.parameters()[0]);
        }
    }
}

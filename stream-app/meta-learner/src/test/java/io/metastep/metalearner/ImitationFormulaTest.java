package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.LearnableSgdSpec;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Unroll;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One-parameter SGD, u = -phi g, that imitates given updates a: D(phi) = 1/(T n) sum (-phi g - a)^2 / p over p the inclusion. */
class ImitationFormulaTest {
    private static final int STEPS = 7;
    private static final int UNROLL = 5;
    private static final float[] INCLUSION = {1, 0.5f, 0.25f};
    private static final float RATE = 0.3f;
    private final SplittableRandom random = new SplittableRandom(1);
    private final float[][] gradients = drawn();
    private final float[][] updates = drawn();

    private float[][] drawn() {
        var values = new float[STEPS][INCLUSION.length];
        for (float[] row : values) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return values;
    }

    @Test
    void theMetaGradientIsTheDerivativeOfTheMeanSquaredDistanceToTheTeacher() {
        var spec = new LearnableSgdSpec();
        var parameters = OptimizerParameters.of(spec, new float[] {RATE});
        float[][] credits = Imitation.credits(trajectory(), Optimizers.of(spec, parameters));
        double[] found = MetaGradient.of(trajectory(), credits, Unroll.of(spec, parameters), 1);
        double h = 1e-4;
        assertThat(found[0]).isCloseTo((distance(RATE + h) - distance(RATE - h)) / (2 * h), within(1e-5));
    }

    @Test
    void whatLiveJobsShowIsImitatedWhateverTheirLossesAre() {
        var spec = new LearnableSgdSpec();
        var parameters = OptimizerParameters.of(spec, new float[] {RATE});
        Trajectory shown = new Trajectory(
                new BlockState(3, 3),
                INCLUSION,
                gradients,
                new double[STEPS],
                new double[STEPS],
                1,
                AppliedUpdates.asTheyAre(UNROLL, STEPS).logged(updates).shown());
        double[] found = new Surrogate(spec, parameters, Credits.STANDARD, Proximal.STANDARD).gradient(shown);
        float[][] credits = Imitation.credits(trajectory(), Optimizers.of(spec, parameters));
        assertThat(found).isEqualTo(MetaGradient.of(trajectory(), credits, Unroll.of(spec, parameters), 1));
    }

    private double distance(double phi) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < INCLUSION.length; i++) {
            weight += 1 / INCLUSION[i];
            for (int s = 0; s < UNROLL; s++) {
                sum += Math.pow(-phi * gradients[s][i] - updates[s][i], 2) / (UNROLL * INCLUSION[i]);
            }
        }
        return sum / weight;
    }

    private Trajectory trajectory() {
        return new Trajectory(
                new BlockState(3, 3),
                INCLUSION,
                gradients,
                new double[STEPS],
                new double[STEPS],
                1,
                AppliedUpdates.asTheyAre(UNROLL, STEPS).logged(updates));
    }

    @Test
    void itCoversTheFirstMetaSteps() {
        assertThat(new Imitation(3, 0.01f).covers(3)).isTrue();
        assertThat(new Imitation(3, 0.01f).covers(4)).isFalse();
        assertThat(Imitation.NONE.covers(1)).isFalse();
        assertThatThrownBy(() -> new Imitation(-1, 0.01f)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Imitation(1, Float.NaN)).hasMessageContaining("NaN");
    }
}

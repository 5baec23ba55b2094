package io.metastep.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.optimizer.MomentumSpec;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.SgdSpec;
import org.junit.jupiter.api.Test;

class NoiseTest {
    private final Noise noise = new Noise(0.5);

    @Test
    void itsSizeIsItsStandardDeviation() {
        assertThat(Noise.rms(noise.gradients())).isCloseTo(0.5, within(0.005));
    }

    @Test
    void sgdFollowsTheGradientAndRemembersNothing() {
        float[][] updates = new Probe(Optimizers.of(new SgdSpec(0.1f))).updates(noise.gradients());
        assertThat(Noise.rms(updates)).isCloseTo(0.1 * Noise.rms(noise.gradients()), within(1e-6));
        assertThat(noise.correlationWithGradient(updates)).isCloseTo(-1, within(1e-6));
        assertThat(Noise.correlationWithLast(updates)).isCloseTo(0, within(0.02));
    }

    @Test
    void momentumRemembersAsMuchAsItDecays() {
        // u_t = 0.9 u_(t-1) - rate g_t: correlation 0.9 with the update before, -sqrt(1 - 0.9^2) with the gradient.
        float[][] updates = new Probe(Optimizers.of(new MomentumSpec(0.1f, 0.9f, false))).updates(noise.gradients());
        assertThat(Noise.correlationWithLast(updates)).isCloseTo(0.9, within(0.02));
        assertThat(noise.correlationWithGradient(updates)).isCloseTo(-Math.sqrt(0.19), within(0.02));
    }

    @Test
    void aDriftIsToldFromChance() {
        float[][] updates = noise.gradients();
        assertThat(Math.abs(Noise.drift(updates))).isLessThan(1.5 * Noise.driftError(updates));
        float[][] drifting = new float[updates.length][];
        for (int step = 0; step < updates.length; step++) {
            drifting[step] = updates[step].clone();
            for (int i = 0; i < drifting[step].length; i++) {
                drifting[step][i] += 0.05f;
            }
        }
        assertThat(Noise.drift(drifting)).isCloseTo(0.1, within(0.02)).isGreaterThan(3 * Noise.driftError(drifting));
    }

    @Test
    void adamsTwinHasTheSameStrength() {
        Twins twins = Twins.of("mine", Optimizers.of(new SgdSpec(0.1f)), noise);
        assertThat(Noise.rms(twins.adam().updates(noise.gradients())))
                .isCloseTo(Noise.rms(twins.subject().updates(noise.gradients())), within(1e-5));
    }
}

package io.metastep.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.MomentumSpec;
import io.metastep.optimizer.SgdSpec;
import org.junit.jupiter.api.Test;

class SpecTextTest {

    @Test
    void ratesHaveTwoDigits() {
        assertThat(SpecText.of(new SgdSpec(0.017782794f))).isEqualTo("rate 0.018");
        assertThat(SpecText.of(new SgdSpec(1f))).isEqualTo("rate 1");
        assertThat(SpecText.of(new SgdSpec(10f))).isEqualTo("rate 10");
    }

    @Test
    void whatElseWasTunedIsNamed() {
        assertThat(SpecText.withName(new MomentumSpec(0.01f, 0.97f, true)))
                .isEqualTo("Nesterov, rate 0.01, momentum 0.97");
        assertThat(SpecText.withName(new AdamSpec(0.1f, 0.9f, 0.999f, 1e-8f)))
                .isEqualTo("Adam, rate 0.1, betas 0.9 0.999");
    }
}

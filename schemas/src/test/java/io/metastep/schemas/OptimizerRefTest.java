package io.metastep.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerRefTest {
    @Test
    void threeWaysToNameAnOptimizer() {
        assertThat(OptimizerRef.of("universal@7")).isEqualTo(new OptimizerRef.Version("universal", 7));
        assertThat(OptimizerRef.of("universal#latest")).isEqualTo(new OptimizerRef.Channel("universal", "latest"));
        assertThat(OptimizerRef.of("universal")).isEqualTo(OptimizerRef.of(OptimizerRef.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"universal@7", "a-b.c_d@999999999", "paper#stable"})
    void theKeyIsWhatWasParsed(String key) {
        assertThat(OptimizerRef.of(key).key()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Universal", "a@0", "a@01", "a@", "a#", "a@1#b", "a b", "a/b", "a@9999999999", "-a"})
    void everythingElseNamesNothing(String text) {
        assertThat(OptimizerRef.parse(text)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimizerRef.of(text))
                .withMessageContaining("expected family");
    }
}

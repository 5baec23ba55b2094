package io.metastep.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.cli.CommandFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstContactTest {
    @Test
    void fiveSecondsUnlessTheEnvironmentSaysOtherwise() {
        assertThat(FirstContact.patience(null)).isEqualTo(5);
        assertThat(FirstContact.patience("")).isEqualTo(5);
        assertThat(FirstContact.patience("60")).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1m", "9999"})
    void whatIsNoTimeIsRefused(String seconds) {
        assertThatThrownBy(() -> FirstContact.patience(seconds))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("METASTEP_BROKER_WAIT")
                .hasMessageContaining(seconds);
    }
}

package io.metastep.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private Instant now = Instant.EPOCH;
    private final Progress progress = new Progress("Training", 200, () -> now);

    @Test
    void itTellsThePercentageAndTheTimeLeft() {
        now = Instant.ofEpochSecond(10);
        progress.at(50, "loss 1.2");
        assertThat(progress.summary()).isEqualTo("Training  25 %, 30 s left, loss 1.2");
    }

    @Test
    void beforeTheFirstStepItPromisesNothing() {
        assertThat(progress.summary()).isEqualTo("Training   0 %");
    }

    @Test
    void theBarGrows() {
        progress.at(100, "");
        assertThat(progress.rows().get(0)).contains("████████████░░░░░░░░░░░░");
    }
}

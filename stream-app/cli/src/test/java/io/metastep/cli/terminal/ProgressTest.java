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
    void thePaceIsMeasuredFromWhereTheWorkReallyBegan() {
        now = Instant.ofEpochSecond(1_000);
        progress.startFrom(100);
        assertThat(progress.summary()).isEqualTo("Training  50 %");
        now = Instant.ofEpochSecond(1_010);
        progress.at(150, "");
        assertThat(progress.summary()).isEqualTo("Training  75 %, 10 s left");
    }

    @Test
    void theBarGrows() {
        progress.at(100, "");
        assertThat(progress.rows().get(0)).contains("████████████░░░░░░░░░░░░");
    }
}

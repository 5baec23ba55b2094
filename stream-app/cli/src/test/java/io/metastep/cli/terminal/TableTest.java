package io.metastep.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void wordsAreAlignedToTheLeftAndNumbersToTheRight() {
        Table table = new Table()
                .words("task")
                .numbers("loss")
                .row("quadratic", "0.17")
                .row("mlp", "12.3");
        assertThat(table.lines())
                .containsExactly(
                        "task       loss", //
                        "───────────────",
                        "quadratic  0.17",
                        "mlp        12.3");
    }

    @Test
    void aRowOfTheWrongLengthIsRefused() {
        Table table = new Table().words("task").numbers("loss");
        assertThatThrownBy(() -> table.row("alone")).hasMessage("Row has 1 cells, the table 2 columns");
    }
}

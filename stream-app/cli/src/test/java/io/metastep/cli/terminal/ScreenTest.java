package io.metastep.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final String UP_ONE_AND_ERASE = "\u001b[1A\u001b[J";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void liveRowsAreRedrawnInPlaceAndLinesGoAboveThem() {
        Screen screen = screen(OptionalInt.of(80));
        screen.redraw(List.of("1 %"));
        screen.line("a warning");
        screen.redraw(List.of("2 %"));
        assertThat(text()).isEqualTo("1 %\n" + UP_ONE_AND_ERASE + "a warning\n1 %\n" + UP_ONE_AND_ERASE + "2 %\n");
    }

    @Test
    void rowsThatWouldWrapAreCut() {
        screen(OptionalInt.of(5)).redraw(List.of("1234567"));
        assertThat(text()).isEqualTo("1234…\n");
    }

    @Test
    void nothingButTextReachesAFile() {
        Screen screen = screen(OptionalInt.empty());
        screen.line(screen.bold("done") + screen.faint("."));
        screen.during(new Progress("Working", 10, () -> Instant.EPOCH), () -> {
            screen.line("meanwhile");
            return 0;
        });
        assertThat(text()).isEqualTo("done.\nmeanwhile\n");
    }

    private Screen screen(OptionalInt columns) {
        return new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), columns);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}

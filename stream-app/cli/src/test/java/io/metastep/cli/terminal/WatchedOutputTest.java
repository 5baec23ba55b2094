package io.metastep.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedOutputTest {

    private final List<IOException> losses = new ArrayList<>();

    @Test
    void aReaderThatHasGoneIsNoticedOnce() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        PrintStream out = new PrintStream(new WatchedOutput(broken, losses::add), true, StandardCharsets.UTF_8);
        out.println("one");
        out.println("two");
        assertThat(losses).singleElement().extracting(IOException::getMessage).isEqualTo("Broken pipe");
    }

    @Test
    void whatIsReadIsNotDisturbed() throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (OutputStream out = new WatchedOutput(bytes, losses::add)) {
            out.write('a');
            out.write("bc".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("abc");
        assertThat(losses).isEmpty();
    }
}

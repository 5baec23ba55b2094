package io.metastep.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Says once when it cannot be written to; a PrintStream keeps that to itself. */
final class WatchedOutput extends OutputStream {

    private final OutputStream out;
    private final Consumer<IOException> onLoss;
    private final AtomicBoolean lost = new AtomicBoolean();

    WatchedOutput(OutputStream out, Consumer<IOException> onLoss) {
        this.out = out;
        this.onLoss = onLoss;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            if (lost.compareAndSet(false, true)) {
                onLoss.accept(e);
            }
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}

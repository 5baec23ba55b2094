package io.metastep.streams.core;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What the durable formats share. */
final class Formats {
    private Formats() {}

    static void check(String what, byte got, byte expected) {
        if (got != expected) {
            throw new StateFormatException("The stored " + what + " has format " + got + ", this version reads format "
                    + expected + "; run the version that wrote it, or reset the application's state");
        }
    }

    /** Bytes written by the writer. */
    static byte[] bytes(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes to a stream. */
    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    /** Reads from a stream. */
    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }
}

package io.metastep.streams.core;

import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

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

    static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void writeFloats(DataOutputStream out, float[] values, int count) throws IOException {
        out.write(Elements.encode(ElementEncoding.FLOAT32, values, 0, count));
    }

    static void readFloats(DataInputStream in, float[] values, int count) throws IOException {
        byte[] bytes = new byte[count * Float.BYTES];
        in.readFully(bytes);
        Elements.decode(ElementEncoding.FLOAT32, ByteBuffer.wrap(bytes), values, 0);
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

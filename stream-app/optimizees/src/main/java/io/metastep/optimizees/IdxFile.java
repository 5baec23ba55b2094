package io.metastep.optimizees;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX files (LeCun's format of MNIST), gzipped or plain: magic {@code 00 00 08 dimensions}, big-endian sizes, bytes.
 */
final class IdxFile {
    private static final int UNSIGNED_BYTES = 0x0800;
    private static final int LARGEST_SIZE = 10_000_000;

    private final int[] sizes;
    private final byte[] elements;

    private IdxFile(int[] sizes, byte[] elements) {
        this.sizes = sizes;
        this.elements = elements;
    }

    static IdxFile read(Path file, int dimensions) {
        try (InputStream in = open(file)) {
            return parse(file, new DataInputStream(in), dimensions);
        } catch (EOFException e) {
            throw truncated(file, e);
        } catch (ZipException e) {
            throw new DataException(file + " is damaged (" + e.getMessage() + "); fetch it again", e);
        } catch (IOException e) {
            throw new DataException("Cannot read " + file + ": " + e, e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return isGzip(in) ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip;
    }

    private static IdxFile parse(Path file, DataInputStream in, int dimensions) throws IOException {
        int magic = in.readInt();
        if (magic != (UNSIGNED_BYTES | dimensions)) {
            throw new DataException("%s is not an IDX file of bytes with %d dimensions: starts with %08x, expected %08x"
                    .formatted(file, dimensions, magic, UNSIGNED_BYTES | dimensions));
        }
        var sizes = new int[dimensions];
        long length = 1;
        for (int i = 0; i < dimensions; i++) {
            sizes[i] = in.readInt();
            length *= requireSize(file, sizes[i]);
        }
        return new IdxFile(sizes, elements(file, in, length));
    }

    private static int requireSize(Path file, int size) {
        if (size < 1 || size > LARGEST_SIZE) {
            throw new DataException(file + " announces a size of " + size + ", expected 1 to " + LARGEST_SIZE);
        }
        return size;
    }

    private static byte[] elements(Path file, InputStream in, long length) throws IOException {
        if (length > Integer.MAX_VALUE - 8) {
            throw new DataException(file + " announces " + length + " bytes, more than this reader holds");
        }
        byte[] elements = in.readNBytes((int) length);
        if (elements.length < length) {
            throw new DataException(
                    "%s is truncated: %d of %d bytes; fetch it again".formatted(file, elements.length, length));
        }
        if (in.read() >= 0) {
            throw new DataException(file + " goes on after the " + length + " bytes that it announces");
        }
        return elements;
    }

    private static DataException truncated(Path file, EOFException cause) {
        return new DataException(file + " is truncated: it ends in the middle; fetch it again", cause);
    }

    int size(int dimension) {
        return sizes[dimension];
    }

    byte[] elements() {
        return elements;
    }
}

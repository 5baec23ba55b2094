package io.metastep.cli.numpy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Named arrays, as {@code numpy.savez} and {@code savez_compressed} write them: a zip file with an npy file per array. An array is read
 * when it is asked for, so that those nobody asks for may be of any kind.
 */
public final class NpzFile implements AutoCloseable {

    private static final String SUFFIX = ".npy";
    private static final int MOST_ARRAYS = 10_000;
    private static final int MOST_BYTES = 256 << 20;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    /** Part of the bytes, so that the same arrays always give the same file. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipFile zip;
    private final SortedMap<String, ZipEntry> entries;
    private int bytesLeft = MOST_BYTES;

    private NpzFile(ZipFile zip, SortedMap<String, ZipEntry> entries) {
        this.zip = zip;
        this.entries = entries;
    }

    /**
     * Opens a file; what is wrong with single arrays is found when they are read.
     *
     * @throws IOException if there is no such file, or it may not be read
     */
    public static NpzFile open(Path file) throws IOException, NumpyException {
        ZipFile zip = zip(file);
        try {
            return new NpzFile(zip, entries(zip));
        } catch (NumpyException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile zip(Path file) throws IOException, NumpyException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException | EOFException e) {
            throw new NumpyException("it is not an npz file, or one that is truncated or damaged", e);
        }
    }

    private static SortedMap<String, ZipEntry> entries(ZipFile zip) throws NumpyException {
        if (zip.size() > MOST_ARRAYS) {
            throw new NumpyException("it has %d arrays, expected at most %d".formatted(zip.size(), MOST_ARRAYS));
        }
        SortedMap<String, ZipEntry> entries = new TreeMap<>();
        for (ZipEntry entry : zip.stream().toList()) {
            if (UNPRINTABLE.matcher(entry.getName()).find()) {
                throw new NumpyException("it has an array with control characters in its name");
            }
            if (!entry.getName().endsWith(SUFFIX)) {
                throw new NumpyException("it is a zip file with '%s' in it, expected nothing but arrays, NAME%s"
                        .formatted(entry.getName(), SUFFIX));
            }
            String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
            if (entries.put(name, entry) != null) {
                throw new NumpyException("it has two arrays '%s'".formatted(name));
            }
        }
        return entries;
    }

    /** Names of the arrays, in order. */
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /** Reads an array that is there. */
    public NpyArray array(String name) throws NumpyException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new NumpyException("is not there");
        }
        return NpyFormat.read(bytes(entry));
    }

    private byte[] bytes(ZipEntry entry) throws NumpyException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(bytesLeft);
            bytesLeft -= bytes.length;
            if (in.read() >= 0) {
                throw new NumpyException("is too large: arrays may have %d MiB altogether".formatted(MOST_BYTES >> 20));
            }
            return checked(bytes, entry);
        } catch (IOException e) {
            throw new NumpyException("cannot be unpacked; the file is damaged", e);
        }
    }

    private static byte[] checked(byte[] bytes, ZipEntry entry) throws NumpyException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        if (crc.getValue() != entry.getCrc()) {
            throw new NumpyException("does not match its checksum; the file is damaged");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** The bytes of a file with these arrays, in the order of the map. */
    public static byte[] write(Map<String, NpyArray> arrays) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
                ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                zip.write(NpyFormat.write(array.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }
}

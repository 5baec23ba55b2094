package io.metastep.streams.core;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** 64 bits that tell two records apart: CRC-32C and CRC-32 side by side, both done by the processor. One thread. */
final class Digest {
    private final CRC32C upper = new CRC32C();
    private final CRC32 lower = new CRC32();

    // Hot path: per record.
    long of(byte[] bytes) {
        upper.reset();
        upper.update(bytes, 0, bytes.length);
        lower.reset();
        lower.update(bytes, 0, bytes.length);
        return upper.getValue() << 32 | lower.getValue();
    }
}

package io.metastep.streams.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tells a job's records by the first bytes of their keys. */
public final class JobKeys {
    private JobKeys() {}

    /** Whether the key is one of the job whose prefix that is. */
    // Hot path: per record.
    public static boolean startsWith(byte @Nullable [] key, byte[] prefix) {
        return key != null
                && key.length >= prefix.length
                && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** What the keys of the job begin with. */
    public static byte[] prefix(String jobId) {
        return (jobId + "/").getBytes(StandardCharsets.UTF_8);
    }
}

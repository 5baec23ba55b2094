package io.metastep.schemas;

import java.nio.charset.StandardCharsets;

/**
 * The share of a family's jobs that try versions before the others do.
 *
 * <p>A job is among them iff h / 2^31 < share, with h = murmur2 of the UTF-8 bytes of {@code family/jobId}, its sign bit
 * cleared. Nothing else decides, so a job keeps its channel for life, and its blocks agree wherever they are served.
 *
 * @param share 0 (nobody) to 1 (everybody)
 */
public record CanaryShare(double share) {
    public static final CanaryShare NOBODY = new CanaryShare(0);

    /** One job in five. */
    public static final CanaryShare DEFAULT = new CanaryShare(0.2);

    private static final double HASHES = 0x1p31;

    public CanaryShare {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A canary share of " + share + "; expected 0 (no job) to 1 (all jobs)");
        }
    }

    /** Whether a job that asks for the stable channel of the family follows its canary channel. */
    public boolean includes(String family, String jobId) {
        return Murmur2.positive((family + "/" + jobId).getBytes(StandardCharsets.UTF_8)) / HASHES < share;
    }
}

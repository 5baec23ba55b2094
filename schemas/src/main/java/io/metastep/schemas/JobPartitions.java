package io.metastep.schemas;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * The partitions of one job: {@code spread} neighbours of N, from the home that the job's id hashes to.
 *
 * <p>With {@code h(x)} = murmur2 of the UTF-8 bytes with the sign bit cleared:
 * {@code home = h(jobId) mod N}, and block b of tensor t is at
 * {@code (home + (h(t) + b) mod spread) mod N}, the sum h(t) + b taken in 64 bits. So the blocks of one tensor go round
 * the job's partitions evenly, one-block tensors are scattered over them, and anyone can tell from key, spread and N
 * alone whether a record is where it belongs.
 */
public record JobPartitions(String jobId, int partitions, int spread) {
    public JobPartitions {
        if (partitions < 1) {
            throw new IllegalArgumentException("A topic has at least 1 partition, got " + partitions);
        }
        if (spread < 1 || spread > partitions) {
            throw new IllegalArgumentException("Job " + jobId + " asks for " + spread
                    + " partitions; expected 1 to the topic's " + partitions + "; set its spread accordingly");
        }
    }

    /** The first of the job's partitions; where its losses go too. */
    public int home() {
        return home(jobId, partitions);
    }

    /** Where the block's gradients and updates are. */
    public int of(String tensor, int block) {
        return of(jobId, tensor, block, partitions, spread);
    }

    /** All of the job's partitions, ascending. */
    public int[] all() {
        int home = home();
        return IntStream.range(0, spread)
                .map(i -> (home + i) % partitions)
                .sorted()
                .toArray();
    }

    public static int home(String jobId, int partitions) {
        return hash(jobId) % partitions;
    }

    /** Where the block is, for {@code 1 <= spread <= partitions}. */
    // Hot path: per record.
    public static int of(String jobId, String tensor, int block, int partitions, int spread) {
        int home = home(jobId, partitions);
        return spread == 1 ? home : (home + (int) (((long) hash(tensor) + block) % spread)) % partitions;
    }

    private static int hash(String text) {
        return Murmur2.positive(text.getBytes(StandardCharsets.UTF_8));
    }
}

package io.metastep.streams.status;

import io.metastep.schemas.JobPartitions;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Places records by their keys as the contract has it: a job's at its home. */
public final class StatusPartitioner implements StreamPartitioner<byte[], byte[]> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
        return Optional.of(Set.of(JobPartitions.home(new String(key, StandardCharsets.UTF_8), partitions)));
    }
}

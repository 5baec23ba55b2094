package io.metastep.integration.harness;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.JobPartitions;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A training job with one tensor of one block whose records are made by hand, so that they can be wrong in every way.
 * Shares the producer and the reader of its {@link RawClient}.
 */
public final class RawJob {
    public static final String TENSOR = "layer/weights";

    private final RawClient client;
    private final String jobId;
    private final String optimizer;
    private final int partition;
    private final Wire<GradientBlock> wire = Wire.gradients();

    RawJob(RawClient client, String jobId, String optimizer, int partition) {
        this.client = client;
        this.jobId = jobId;
        this.optimizer = optimizer;
        this.partition = partition;
    }

    public String jobId() {
        return jobId;
    }

    public BlockKey key() {
        return new BlockKey(jobId, TENSOR, 0);
    }

    public int partition() {
        return partition;
    }

    /** A valid record of attempt 1. */
    public GradientBlock gradient(long step, float... values) {
        return gradient(step, values, unchanged -> {});
    }

    /** A valid record of attempt 1 but for the change. */
    public GradientBlock gradient(long step, float[] values, Consumer<GradientBlock.Builder> change) {
        GradientBlock.Builder gradient = GradientBlock.newBuilder()
                .setJobId(jobId)
                .setAttempt(1)
                .setTensor(TENSOR)
                .setBlock(0)
                .setStep(step)
                .setKind(GradientKind.GRADIENT)
                .setEncoding(ElementEncoding.FLOAT32)
                .setValues(ByteBuffer.wrap(Elements.encode(ElementEncoding.FLOAT32, values, 0, values.length)))
                .setOptimizer(optimizer);
        change.accept(gradient);
        return gradient.build();
    }

    public byte[] bytes(GradientBlock gradient) {
        return wire.encode(gradient);
    }

    /** Sends the record where it belongs. */
    public RecordMetadata send(GradientBlock gradient) {
        return send(bytes(gradient));
    }

    /** Sends the record where it belongs without waiting; the client's flush waits. */
    void post(GradientBlock gradient) {
        client.post(new ProducerRecord<>(client.topics().gradients(), partition, key().bytes(), bytes(gradient)));
    }

    /** Sends the bytes with the job's key to the job's partition. */
    public RecordMetadata send(byte[] value) {
        return send(partition, key().bytes(), value);
    }

    public RecordMetadata send(int toPartition, byte @Nullable [] key, byte[] value) {
        return client.send(new ProducerRecord<>(client.topics().gradients(), toPartition, key, value));
    }

    /** The job's first answer for the step that is no rejection. */
    public UpdateBlock update(long step) {
        return client.update(
                "update of " + jobId + " at step " + step,
                u -> u.getJobId().equals(jobId) && u.getStep() == step && u.getAction() != UpdateAction.REJECTED);
    }

    @Override
    public String toString() {
        return jobId + " on partition " + partition;
    }

    /** Where a job with a spread of 1 belongs. */
    static int home(String jobId, int partitions) {
        return JobPartitions.home(jobId, partitions);
    }
}

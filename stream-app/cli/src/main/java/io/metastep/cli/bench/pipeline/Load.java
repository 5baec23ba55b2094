package io.metastep.cli.bench.pipeline;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.JobPartitions;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.Wire;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The gradients of a job as records: what both applications are fed with. */
final class Load {

    static final String TENSOR = "w";

    private static final int SAMPLES = 16;

    /** Steps until the losses of a job that has some are half of the first. */
    private static final double HALF_LIFE = 100;

    private final String jobId;
    private final String topic;
    private final int blocks;
    private final int coordinates;
    private final int partitions;
    private final int spread;
    private final @Nullable OptimizerRef optimizer;
    private final byte[][] samples;
    private final Wire<GradientBlock> wire = Wire.gradients();

    /** A job that follows what all follow, and has no losses. */
    Load(String jobId, String topic, int blocks, int coordinates, int partitions, int spread) {
        this(jobId, topic, blocks, coordinates, partitions, spread, null);
    }

    private Load(
            String jobId,
            String topic,
            int blocks,
            int coordinates,
            int partitions,
            int spread,
            @Nullable OptimizerRef optimizer) {
        this.jobId = jobId;
        this.topic = topic;
        this.blocks = blocks;
        this.coordinates = coordinates;
        this.partitions = partitions;
        this.spread = spread;
        this.optimizer = optimizer;
        samples = samples(coordinates);
    }

    /** The same job following that optimizer, with losses that fall: there is something to learn from, and the guard is content. */
    Load following(OptimizerRef ref) {
        return new Load(jobId, topic, blocks, coordinates, partitions, spread, ref);
    }

    private static byte[][] samples(int coordinates) {
        SplittableRandom random = new SplittableRandom(1);
        byte[][] samples = new byte[SAMPLES][];
        for (int sample = 0; sample < SAMPLES; sample++) {
            float[] gradient = new float[coordinates];
            for (int i = 0; i < coordinates; i++) {
                gradient[i] = (float) (0.1 * random.nextGaussian());
            }
            samples[sample] = Elements.encode(ElementEncoding.FLOAT32, gradient, 0, coordinates);
        }
        return samples;
    }

    int blocks() {
        return blocks;
    }

    String jobId() {
        return jobId;
    }

    /** The gradient of a block at a step. */
    ProducerRecord<byte[], byte[]> record(long step, int block) {
        byte[] values = samples[(int) ((step * 7 + block) % SAMPLES)];
        GradientBlock.Builder gradient = GradientBlock.newBuilder()
                .setJobId(jobId)
                .setAttempt(1)
                .setTensor(TENSOR)
                .setBlock(block)
                .setStep(step)
                .setKind(GradientKind.GRADIENT)
                .setEncoding(ElementEncoding.FLOAT32)
                .setValues(ByteBuffer.wrap(values))
                .setSpread(spread);
        if (optimizer != null) {
            gradient.setOptimizer(optimizer.key()).setLoss(1 / (1 + step / HALF_LIFE));
        }
        int partition = JobPartitions.of(jobId, TENSOR, block, partitions, spread);
        byte[] key = new BlockKey(jobId, TENSOR, block).bytes();
        return new ProducerRecord<>(topic, partition, key, wire.encode(gradient.build()));
    }

    long recordsOf(int steps) {
        return (long) steps * blocks;
    }

    int coordinates() {
        return coordinates;
    }
}

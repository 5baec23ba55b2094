package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import java.nio.ByteBuffer;
import java.util.Random;

/** Gradients for tests: the values follow from block, step and salt alone. */
public final class Gradients {
    public static final int COORDINATES = 5;

    private Gradients() {}

    public static BlockKey key(GradientBlock gradient) {
        return new BlockKey(gradient.getJobId(), gradient.getTensor(), gradient.getBlock());
    }

    public static GradientBlock.Builder of(String job, int block, long attempt, long step) {
        return of(job, block, attempt, step, COORDINATES);
    }

    public static GradientBlock.Builder of(String job, int block, long attempt, long step, int coordinates) {
        return GradientBlock.newBuilder()
                .setJobId(job)
                .setAttempt(attempt)
                .setTensor("dense/w")
                .setBlock(block)
                .setStep(step)
                .setKind(GradientKind.GRADIENT)
                .setEncoding(ElementEncoding.FLOAT32)
                .setOptimizer("a#stable")
                .setValues(values(31L * block + step, coordinates));
    }

    public static ByteBuffer values(long seed, int coordinates) {
        Random random = new Random(seed);
        float[] values = new float[coordinates];
        for (int i = 0; i < coordinates; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return bytes(values);
    }

    public static ByteBuffer bytes(float... values) {
        return ByteBuffer.wrap(Elements.encode(ElementEncoding.FLOAT32, values, 0, values.length));
    }
}

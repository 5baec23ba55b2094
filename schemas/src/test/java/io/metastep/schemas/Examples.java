package io.metastep.schemas;

import java.nio.ByteBuffer;
import java.util.List;

/** Records for tests and for the README. */
final class Examples {
    private Examples() {}

    /** The record that the README takes apart. */
    static GradientBlock gradient() {
        return gradient(new float[] {0.5f, -1f});
    }

    static GradientBlock gradient(float... values) {
        return GradientBlock.newBuilder()
                .setJobId("demo")
                .setAttempt(7)
                .setTensor("dense/w")
                .setBlock(0)
                .setStep(3)
                .setKind(GradientKind.GRADIENT)
                .setEncoding(ElementEncoding.FLOAT32)
                .setValues(ByteBuffer.wrap(Elements.encode(ElementEncoding.FLOAT32, values, 0, values.length)))
                .setLoss(0.25)
                .setShape(List.of((long) values.length))
                .build();
    }

    static UpdateBlock update(UpdateAction action) {
        return update().setAction(action).build();
    }

    static UpdateBlock update(UpdateAction action, RejectionReason reason) {
        return update().setAction(action)
                .setReason(reason.code())
                .setDetail(reason.meaning())
                .build();
    }

    private static UpdateBlock.Builder update() {
        return UpdateBlock.newBuilder()
                .setJobId("demo")
                .setAttempt(7)
                .setTensor("dense/w")
                .setBlock(0)
                .setStep(3)
                .setOptimizer("universal@1")
                .setAppliedBy(AppliedBy.LEARNED)
                .setEncoding(ElementEncoding.FLOAT32)
                .setValues(ByteBuffer.wrap(new byte[8]));
    }
}

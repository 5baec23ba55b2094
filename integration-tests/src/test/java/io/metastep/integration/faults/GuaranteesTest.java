package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.integration.harness.InProcessBlock;
import io.metastep.integration.harness.Instance;
import io.metastep.integration.harness.Noise;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.RejectedHeaders;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.streams.core.Counters.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each guarantee notices what it is there for. */
class GuaranteesTest {
    private static final OptimizerFile FIRST = OptimizerFiles.smallLstm("small", 1);
    private static final OptimizerFile SECOND = OptimizerFiles.smallLstm("small", 2);
    private static final int COORDINATES = 5;

    private final List<GradientBlock> gradients = new ArrayList<>();
    private final List<UpdateBlock> updates = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> rejections = new ArrayList<>();
    private final InProcessBlock block = new InProcessBlock(FIRST);

    /** Twelve steps, a resend, a new attempt from step 9 on, and a record of the old one that is too late. */
    @BeforeEach
    void aRunWithAResendAndANewAttempt() {
        for (long step = 1; step <= 8; step++) {
            accept(block, gradient(1, step));
        }
        InProcessBlock before = block.copy();
        for (long step = 9; step <= 12; step++) {
            accept(block, gradient(1, step));
        }
        gradients.add(last(gradients));
        updates.add(last(updates));
        for (long step = 9; step <= 15; step++) {
            accept(before, gradient(2, step));
        }
        refuse(gradient(1, 13));
    }

    @Test
    void allHoldWhereNothingIsWrong() {
        Guarantees.ALL.stream()
                .filter(guarantee -> !(guarantee instanceof ThreadsAlive || guarantee instanceof RecomputedAlike))
                .forEach(guarantee -> assertThatCode(() -> guarantee.check(aftermath()))
                        .as(guarantee.name())
                        .doesNotThrowAnyException());
        assertThatCode(() -> new ThreadsAlive().check(left(new Stub(true, 1)))).doesNotThrowAnyException();
    }

    @Test
    void anUpdateTooManyOrTooFewIsNoticed() {
        UpdateBlock removed = updates.remove(4);
        assertBroken(new AnsweredOnce());
        updates.add(4, removed);
        updates.add(5, removed);
        assertBroken(new AnsweredOnce());
    }

    @Test
    void anotherOrderIsNoticed() {
        Collections.swap(updates, 2, 3);
        assertBroken(new InOrder());
    }

    @Test
    void anotherBitIsNoticed() {
        for (int i = 0; i < updates.size(); i++) {
            UpdateBlock right = updates.get(i);
            ByteBuffer flipped = ByteBuffer.allocate(right.getValues().remaining());
            flipped.put(right.getValues().duplicate()).flip();
            flipped.put(0, (byte) (flipped.get(0) ^ 1));
            updates.set(i, answer(right.getAttempt(), right.getStep(), right.getOptimizer(), flipped));
            assertBroken(new BitsOfAnUninterruptedRun());
            updates.set(i, right);
        }
    }

    @Test
    void aVersionThatChangesWithinAnUnrollIsNoticed() {
        updates.set(5, by(SECOND, updates.get(5)));
        assertThatCode(() -> new VersionsChangeBetweenUnrolls().check(until(6))).doesNotThrowAnyException();
        updates.set(4, by(SECOND, updates.get(4)));
        assertBroken(new VersionsChangeBetweenUnrolls());
    }

    @Test
    void aRejectionTooManyOrTooFewOrForAnotherReasonIsNoticed() {
        ConsumerRecord<byte[], byte[]> one = rejections.remove(0);
        assertBroken(new NothingElseRejected());
        rejections.add(one);
        rejections.add(one);
        assertBroken(new NothingElseRejected());
        rejections.remove(1);
        one.headers().remove(RejectedHeaders.REASON);
        assertBroken(new NothingElseRejected());
    }

    @Test
    void thatNobodyIsLeftIsNoticed() {
        assertBroken(new ThreadsAlive());
    }

    private void assertBroken(Guarantee guarantee) {
        assertThatThrownBy(() -> guarantee.check(aftermath()))
                .as(guarantee.name())
                .isInstanceOf(AssertionError.class);
    }

    private Aftermath aftermath() {
        return until(updates.size());
    }

    private Aftermath until(int count) {
        return new Aftermath(gradients, updates.subList(0, count), rejections, optimizers(), List.of(), List.of());
    }

    private Aftermath left(Instance instance) {
        return new Aftermath(gradients, updates, rejections, optimizers(), List.of(instance), List.of());
    }

    private static Map<String, OptimizerFile> optimizers() {
        return Map.of(FIRST.reference(), FIRST, SECOND.reference(), SECOND);
    }

    private void accept(InProcessBlock by, GradientBlock gradient) {
        gradients.add(gradient);
        updates.add(answer(gradient.getAttempt(), gradient.getStep(), FIRST.reference(), by.update(gradient)));
    }

    private static UpdateBlock answer(long attempt, long step, String optimizer, ByteBuffer values) {
        return UpdateBlock.newBuilder()
                .setJobId("job")
                .setAttempt(attempt)
                .setTensor("w")
                .setBlock(0)
                .setStep(step)
                .setOptimizer(optimizer)
                .setAppliedBy(AppliedBy.LEARNED)
                .setAction(UpdateAction.APPLY)
                .setEncoding(ElementEncoding.FLOAT32)
                .setValues(values)
                .build();
    }

    /** The same answer by another version. */
    private static UpdateBlock by(OptimizerFile optimizer, UpdateBlock update) {
        return answer(update.getAttempt(), update.getStep(), optimizer.reference(), update.getValues());
    }

    private void refuse(GradientBlock gradient) {
        gradients.add(gradient);
        var rejected = new ConsumerRecord<>(
                "rejected", 0, 0, new byte[0], Wire.gradients().encode(gradient));
        byte[] reason = RejectionReason.FENCED_ATTEMPT.code().getBytes(StandardCharsets.UTF_8);
        rejected.headers().add(RejectedHeaders.REASON, reason);
        rejections.add(rejected);
    }

    private static GradientBlock gradient(long attempt, long step) {
        float[] values = Noise.of(attempt, step, COORDINATES);
        return GradientBlock.newBuilder()
                .setJobId("job")
                .setAttempt(attempt)
                .setTensor("w")
                .setBlock(0)
                .setStep(step)
                .setKind(GradientKind.GRADIENT)
                .setEncoding(ElementEncoding.FLOAT32)
                .setValues(ByteBuffer.wrap(Elements.encode(ElementEncoding.FLOAT32, values, 0, COORDINATES)))
                .build();
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    /** An instance in that condition. */
    private record Stub(boolean isRunning, int aliveThreads) implements Instance {
        @Override
        public long counted(Event event) {
            return 0;
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}

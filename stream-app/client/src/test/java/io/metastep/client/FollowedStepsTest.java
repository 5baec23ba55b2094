package io.metastep.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FollowedStepsTest {
    private static final JobSpec SPEC =
            JobSpec.named("job").tensor("w", 4).blockSize(2).build();

    private final List<BlockSlot> slots = BlockSlot.cut(SPEC, (tensor, block) -> 0);
    private final FollowedSteps steps = new FollowedSteps(SPEC.tensors(), slots.size(), SPEC.bestParameters());

    @Test
    void aStepIsHandedOnOnceWhenItIsComplete() {
        assertThat(accept(0, 1, 5, 1)).isEmpty();
        assertThat(accept(0, 1, 5, 1)).isEmpty();
        assertThat(accept(1, 1, 5, 2)).hasValueSatisfying(update -> {
            assertThat(update.step()).isEqualTo(5);
            assertThat(update.values(0)).containsExactly(1, 1, 2, 2);
        });
        assertThat(accept(1, 1, 5, 2)).isEmpty();
        assertThat(accept(0, 1, 5, 2)).isEmpty();
    }

    @Test
    void blocksMayRunAheadOfEachOther() {
        for (int step = 0; step < 3; step++) {
            assertThat(accept(0, 1, step, step)).isEmpty();
        }
        for (int step = 0; step < 3; step++) {
            float expected = step;
            assertThat(accept(1, 1, step, step))
                    .hasValueSatisfying(update -> assertThat(update.values(0)).containsOnly(expected));
        }
    }

    @Test
    void aStepThatALaterOneOvertookIsDropped() {
        accept(0, 1, 0, 1);
        accept(0, 1, 1, 1);
        assertThat(accept(1, 1, 1, 1)).isPresent();
        assertThat(accept(1, 1, 0, 1)).isEmpty();
    }

    @Test
    void aLaterAttemptStartsOverAndEarlierOnesAreIgnored() {
        accept(0, 1, 7, 1);
        accept(1, 1, 7, 1);
        accept(0, 2, 3, 1);
        assertThat(steps.attempt()).isEqualTo(2);
        assertThat(accept(1, 1, 8, 1)).isEmpty();
        assertThat(accept(1, 2, 3, 1)).isPresent();
    }

    @Test
    void mirroredParametersGoBackWhenTheJobDoes() {
        float[] parameters = new float[4];
        accept(0, 1, 0, 1);
        accept(1, 1, 0, 1).orElseThrow().applyTo(parameters);
        accept(0, 1, 1, 2);
        accept(1, 1, 1, 2).orElseThrow().applyTo(parameters);
        steps.accept(slots.get(0), Answers.reverted(update(0, 1, 2, 0)));
        JobUpdate revert =
                steps.accept(slots.get(1), Answers.reverted(update(1, 1, 2, 0))).orElseThrow();
        revert.applyTo(parameters);

        assertThat(revert.action()).isEqualTo(UpdateAction.REVERT);
        assertThat(parameters).containsOnly(0);
    }

    private Optional<JobUpdate> accept(int block, long attempt, long step, float value) {
        return steps.accept(slots.get(block), update(block, attempt, step, value));
    }

    private static UpdateBlock update(int block, long attempt, long step, float value) {
        float[] values = {value, value};
        return new UpdateBlock(
                "job",
                attempt,
                "w",
                block,
                step,
                "sgd@1",
                AppliedBy.LEARNED,
                UpdateAction.APPLY,
                null,
                null,
                1f,
                ElementEncoding.FLOAT32,
                ByteBuffer.wrap(Elements.encode(ElementEncoding.FLOAT32, values, 0, 2)),
                9L,
                null);
    }
}

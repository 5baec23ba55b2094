package io.metastep.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.OptimizerRef;
import org.junit.jupiter.api.Test;

class JobSpecTest {
    @Test
    void defaultsAreThoseOfTheContract() {
        JobSpec spec = JobSpec.named("job").tensor("w", 10).build();

        assertThat(spec.blockSize()).isEqualTo(1_024);
        assertThat(spec.encoding()).isEqualTo(ElementEncoding.FLOAT32);
        assertThat(spec.optimizer()).hasToString("universal#stable");
        assertThat(spec.updateScale().at(5)).isEqualTo(1f);
        assertThat(spec.fallbackRate()).isEqualTo(0.001f);
        assertThat(spec.sparse()).isFalse();
        assertThat(spec.spread()).isEqualTo(1);
        assertThat(spec.attemptAt(77)).isEqualTo(77);
        assertThat(spec.firstStep()).isZero();
    }

    @Test
    void tensorsNameOptimizersOfTheirOwn() {
        JobSpec spec = JobSpec.named("job")
                .optimizer("universal@3")
                .tensor("conv1/w", 9)
                .tensor("conv1/b", 3)
                .tensor("dense/w", 4)
                .tensor(Tensor.of("dense/b", 2).with(OptimizerRef.of("biases@1")))
                .optimizerOf("conv*/*", "conv")
                .optimizerOf("*/w", "heavy@2")
                .optimizerOf("conv1/w", "first@7")
                .build();

        assertThat(spec.tensors())
                .extracting(tensor -> spec.optimizerOf(tensor).key())
                .containsExactly("first@7", "conv#stable", "heavy@2", "biases@1");
    }

    @Test
    void tensorsWithoutAnOptimizerOfTheirOwnHaveTheJobs() {
        JobSpec spec = JobSpec.named("job")
                .tensor("a", 1)
                .tensor("b", 1)
                .optimizerOf("b", "other")
                .optimizer("universal@3")
                .build();

        assertThat(spec.optimizerOf(spec.tensors().get(0))).hasToString("universal@3");
    }

    @Test
    void optimizersOfTensorsThatDoNotExistAreRefusedWithTheNamesOfThoseThatDo() {
        JobSpec.Builder spec = JobSpec.named("job")
                .tensor("conv/w", 9)
                .tensor("dense.w", 4)
                .optimizerOf("conv/w", "conv")
                .optimizerOf("dense?w", "conv")
                .optimizerOf("bias*", "conv");

        assertThatIllegalArgumentException()
                .isThrownBy(spec::build)
                .withMessage(
                        "Job job has no tensor dense?w, bias* to give an optimizer of its own; its tensors are conv/w,"
                                + " dense.w");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec.optimizerOf("conv/w", "Conv"))
                .withMessageContaining("'Conv' names no optimizer");
    }

    @Test
    void everyProblemIsListed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobSpec.named("a/b")
                        .tensor("w", 0)
                        .tensor("w", 1L << 40)
                        .blockSize(65_537)
                        .encoding(ElementEncoding.UNKNOWN)
                        .fallbackRate(-1)
                        .workload("\u00e9".repeat(32_769))
                        .spread(0)
                        .attempt(-3)
                        .firstStep(-1)
                        .build())
                .withMessageContainingAll(
                        "'a/b' contains '/'",
                        "shape [0]",
                        "shape [1099511627776]",
                        "names repeat",
                        "Block size 65537",
                        "Encoding UNKNOWN",
                        "Fallback rate -1.0",
                        "Workload tag of 32769 characters; expected at most 65536 bytes",
                        "Spread 0",
                        "Attempt -3",
                        "First step -1");
    }

    @Test
    void blocksCoverEachTensorInOrder() {
        JobSpec spec = JobSpec.named("job")
                .tensor("w", 9)
                .tensor("s")
                .tensor("v", 4)
                .blockSize(4)
                .build();

        assertThat(BlockSlot.cut(spec, (tensor, block) -> block % 2))
                .containsExactly(
                        new BlockSlot(0, 0, new BlockKey("job", "w", 0), 0, 4, 0),
                        new BlockSlot(1, 0, new BlockKey("job", "w", 1), 4, 4, 1),
                        new BlockSlot(2, 0, new BlockKey("job", "w", 2), 8, 1, 0),
                        new BlockSlot(3, 1, new BlockKey("job", "s", 0), 0, 1, 0),
                        new BlockSlot(4, 2, new BlockKey("job", "v", 0), 0, 4, 0));
    }

    @Test
    void anotherJobsCheckpointIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobSpec.named("job").tensor("w", 1).build().resume(new Checkpoint("other", 1, 1)));
    }
}

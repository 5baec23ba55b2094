package io.metastep.client;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Limits;
import io.metastep.schemas.OptimizerRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a job is: its tensors, how they are cut and encoded, and which optimizer it wants.
 *
 * @param jobId names the job; one process at a time
 * @param tensors in the order in which gradients and parameters are given
 * @param blockSize coordinates per block
 * @param encoding of gradients and updates on the wire
 * @param optimizer family, family@version or family#channel; of tensors that name none of their own
 * @param updateScale factor of the updates, by step
 * @param fallbackRate rate of the hand-designed optimizer that stands in when the learned one is guarded
 * @param sparse a zero gradient leaves memory and parameter of its coordinate untouched
 * @param workload a tag for comparing like with like
 * @param spread over how many partitions the blocks go; fixed for the life of the job
 * @param keepBest whether the job keeps a copy of its best parameters, to restore them when the application answers REVERT
 * @param attempt empty takes the wall clock, and more than that of the checkpoint
 * @param lastAttempt the attempt of the checkpoint that the job resumes from
 * @param firstStep the first step to take
 */
public record JobSpec(
        String jobId,
        List<Tensor> tensors,
        int blockSize,
        ElementEncoding encoding,
        OptimizerRef optimizer,
        UpdateScale updateScale,
        float fallbackRate,
        boolean sparse,
        String workload,
        int spread,
        boolean keepBest,
        OptionalLong attempt,
        OptionalLong lastAttempt,
        long firstStep) {
    /** Checks all of it; the message of the exception lists every problem. */
    public JobSpec {
        tensors = List.copyOf(tensors);
        List<String> problems = new ArrayList<>();
        addIf(BlockKey.jobIdProblem(jobId), problems);
        check(!tensors.isEmpty(), "A job needs at least one tensor", problems);
        tensors.forEach(tensor -> check(tensor, problems));
        check(hasDistinctNames(tensors), "Tensor names repeat; give each its own", problems);
        check(
                blockSize >= 1 && blockSize <= Limits.BLOCK_COORDINATES,
                "Block size " + blockSize + "; expected 1 to " + Limits.BLOCK_COORDINATES,
                problems);
        check(encoding != ElementEncoding.UNKNOWN, "Encoding UNKNOWN; expected FLOAT32 or BFLOAT16", problems);
        check(
                Float.isFinite(fallbackRate) && fallbackRate >= 0,
                "Fallback rate " + fallbackRate + "; expected finite and not negative",
                problems);
        check(
                workload.getBytes(StandardCharsets.UTF_8).length <= Limits.STRING_BYTES,
                "Workload tag of " + workload.length() + " characters; expected at most " + Limits.STRING_BYTES
                        + " bytes",
                problems);
        check(spread >= 1, "Spread " + spread + "; expected at least 1 partition", problems);
        check(attempt.orElse(0) >= 0, "Attempt " + attempt.orElse(0) + "; expected 0 or more", problems);
        check(
                attempt.isEmpty() || lastAttempt.isEmpty() || attempt.getAsLong() > lastAttempt.getAsLong(),
                "Attempt " + attempt.orElse(0) + " does not exceed that of the checkpoint, " + lastAttempt.orElse(0),
                problems);
        check(firstStep >= 0, "First step " + firstStep + "; expected 0 or more", problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("Job " + jobId + ": " + String.join("; ", problems));
        }
    }

    public static Builder named(String jobId) {
        return new Builder(jobId);
    }

    /** The same job as a new attempt that goes on at the checkpoint. */
    public JobSpec resume(Checkpoint checkpoint) {
        if (!checkpoint.jobId().equals(jobId)) {
            throw new IllegalArgumentException(
                    "The checkpoint is of job " + checkpoint.jobId() + ", this is job " + jobId);
        }
        return new JobSpec(
                jobId,
                tensors,
                blockSize,
                encoding,
                optimizer,
                updateScale,
                fallbackRate,
                sparse,
                workload,
                spread,
                keepBest,
                OptionalLong.empty(),
                OptionalLong.of(checkpoint.attempt()),
                checkpoint.step());
    }

    /** The optimizer that the tensor's records ask for. */
    public OptimizerRef optimizerOf(Tensor tensor) {
        return tensor.optimizer().orElse(optimizer);
    }

    /** Where the best parameters are kept; null where they are not. */
    @Nullable
    BestParameters bestParameters() {
        return keepBest ? new BestParameters() : null;
    }

    /** The attempt to take at that time. */
    long attemptAt(long epochMillis) {
        return attempt.orElse(Math.max(epochMillis, lastAttempt.orElse(-1) + 1));
    }

    private static void check(Tensor tensor, List<String> problems) {
        addIf(BlockKey.tensorProblem(tensor.name()), problems);
        check(
                tensor.shape().stream().allMatch(size -> size >= 1) && fits(tensor),
                "Tensor " + tensor.name() + " has shape " + tensor.shape() + "; expected sizes of 1 and more that make "
                        + "no more than " + Integer.MAX_VALUE + " coordinates",
                problems);
    }

    private static boolean fits(Tensor tensor) {
        double coordinates =
                tensor.shape().stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
        return coordinates <= Integer.MAX_VALUE;
    }

    private static boolean hasDistinctNames(List<Tensor> tensors) {
        Set<String> names = new HashSet<>();
        return tensors.stream().allMatch(tensor -> names.add(tensor.name()));
    }

    private static void addIf(@Nullable String problem, List<String> problems) {
        if (problem != null) {
            problems.add(problem);
        }
    }

    private static void check(boolean holds, String problem, List<String> problems) {
        if (!holds) {
            problems.add(problem);
        }
    }

    /** Collects a spec; everything but the tensors has a default. */
    public static final class Builder {
        private final String jobId;
        private final List<Tensor> tensors = new ArrayList<>();
        private int blockSize = Limits.DEFAULT_BLOCK_COORDINATES;
        private ElementEncoding encoding = ElementEncoding.FLOAT32;
        private OptimizerRef optimizer = OptimizerRef.of(OptimizerRef.DEFAULT);
        private final Map<TensorPattern, OptimizerRef> ownOptimizers = new LinkedHashMap<>();
        private UpdateScale updateScale = UpdateScale.constant(1);
        private float fallbackRate = 0.001f;
        private boolean sparse;
        private String workload = "";
        private int spread = 1;
        private boolean keepBest = true;
        private OptionalLong attempt = OptionalLong.empty();
        private long firstStep;

        private Builder(String jobId) {
            this.jobId = jobId;
        }

        public Builder tensor(String name, long... shape) {
            tensors.add(Tensor.of(name, shape));
            return this;
        }

        public Builder tensor(Tensor tensor) {
            tensors.add(tensor);
            return this;
        }

        public Builder tensors(List<Tensor> more) {
            tensors.addAll(more);
            return this;
        }

        public Builder blockSize(int coordinates) {
            blockSize = coordinates;
            return this;
        }

        public Builder encoding(ElementEncoding value) {
            encoding = value;
            return this;
        }

        public Builder optimizer(OptimizerRef ref) {
            optimizer = ref;
            return this;
        }

        /** The optimizer by its written reference. */
        public Builder optimizer(String ref) {
            return optimizer(OptimizerRef.of(ref));
        }

        /**
         * Gives tensors an optimizer of their own.
         *
         * @param names the name of a tensor, or a pattern in which {@code *} stands for any characters. Of several that fit a tensor
         *     the last counts; one that fits none is an error when the spec is built
         */
        public Builder optimizerOf(String names, OptimizerRef ref) {
            TensorPattern pattern = new TensorPattern(names);
            ownOptimizers.remove(pattern);
            ownOptimizers.put(pattern, ref);
            return this;
        }

        /** The same with the optimizer's written reference. */
        public Builder optimizerOf(String names, String ref) {
            return optimizerOf(names, OptimizerRef.of(ref));
        }

        public Builder updateScale(UpdateScale schedule) {
            updateScale = schedule;
            return this;
        }

        public Builder updateScale(double constant) {
            return updateScale(UpdateScale.constant(constant));
        }

        public Builder fallbackRate(double rate) {
            fallbackRate = (float) rate;
            return this;
        }

        public Builder sparse(boolean value) {
            sparse = value;
            return this;
        }

        public Builder workload(String tag) {
            workload = tag;
            return this;
        }

        public Builder spread(int partitions) {
            spread = partitions;
            return this;
        }

        /** Without a copy of the best parameters the job has to see to REVERT itself. */
        public Builder keepBest(boolean value) {
            keepBest = value;
            return this;
        }

        public Builder attempt(long value) {
            attempt = OptionalLong.of(value);
            return this;
        }

        public Builder firstStep(long step) {
            firstStep = step;
            return this;
        }

        /** Fails with an IllegalArgumentException that says what is wrong. */
        public JobSpec build() {
            requireTensorsOfAllPatterns();
            return new JobSpec(
                    jobId,
                    tensors.stream().map(this::withItsOptimizer).toList(),
                    blockSize,
                    encoding,
                    optimizer,
                    updateScale,
                    fallbackRate,
                    sparse,
                    workload,
                    spread,
                    keepBest,
                    attempt,
                    OptionalLong.empty(),
                    firstStep);
        }

        private void requireTensorsOfAllPatterns() {
            List<String> unknown = ownOptimizers.keySet().stream()
                    .filter(pattern -> tensors.stream().noneMatch(pattern::matches))
                    .map(TensorPattern::text)
                    .toList();
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException("Job " + jobId + " has no tensor " + String.join(", ", unknown)
                        + " to give an optimizer of its own; its tensors are "
                        + tensors.stream().map(Tensor::name).collect(Collectors.joining(", ")));
            }
        }

        private Tensor withItsOptimizer(Tensor tensor) {
            return ownOptimizers.entrySet().stream()
                    .filter(own -> own.getKey().matches(tensor))
                    .reduce((earlier, later) -> later)
                    .map(own -> tensor.with(own.getValue()))
                    .orElse(tensor);
        }
    }
}

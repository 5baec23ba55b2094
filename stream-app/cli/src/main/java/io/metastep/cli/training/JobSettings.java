package io.metastep.cli.training;

import io.metastep.client.JobSpec;
import io.metastep.client.Tensor;
import io.metastep.optimizees.Optimizee;
import io.metastep.schemas.ElementEncoding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a job asks for beside its tensors; see {@link JobSpec}.
 *
 * @param optimizersOf optimizers that tensors have of their own, by the tensors' names or patterns
 */
public record JobSettings(
        String jobId,
        String optimizer,
        Map<String, String> optimizersOf,
        ElementEncoding encoding,
        double updateScale,
        double fallbackRate,
        int spread,
        String workload) {
    /** Of the fallback, unless a job asks for another. */
    public static final double FALLBACK_RATE = 0.001;

    public JobSettings {
        optimizersOf = Collections.unmodifiableMap(new LinkedHashMap<>(optimizersOf));
    }

    /** The spec of the job; fails with an IllegalArgumentException that lists every problem. */
    JobSpec spec(Optimizee optimizee) {
        JobSpec.Builder spec = JobSpec.named(jobId)
                .tensors(tensors(optimizee))
                .optimizer(optimizer)
                .encoding(encoding)
                .updateScale(updateScale)
                .fallbackRate(fallbackRate)
                .spread(spread)
                .workload(workload);
        optimizersOf.forEach(spec::optimizerOf);
        return spec.build();
    }

    private static List<Tensor> tensors(Optimizee optimizee) {
        return optimizee.tensors().stream()
                .map(tensor -> Tensor.of(
                        tensor.name(),
                        tensor.shape().stream().mapToLong(Integer::longValue).toArray()))
                .toList();
    }
}

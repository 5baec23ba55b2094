package io.metastep.cli.training;

import io.metastep.client.JobSpec;
import io.metastep.client.Tensor;
import io.metastep.optimizees.Optimizee;
import io.metastep.schemas.ElementEncoding;
import java.util.List;

/** What a job asks for beside its tensors; see {@link JobSpec}. */
public record JobSettings(
        String jobId,
        String optimizer,
        ElementEncoding encoding,
        double updateScale,
        double fallbackRate,
        int spread,
        String workload) {
    /** Of the fallback, unless a job asks for another. */
    public static final double FALLBACK_RATE = 0.001;

    /** The spec of the job; fails with an IllegalArgumentException that lists every problem. */
    JobSpec spec(Optimizee optimizee) {
        return JobSpec.named(jobId)
                .tensors(tensors(optimizee))
                .optimizer(optimizer)
                .encoding(encoding)
                .updateScale(updateScale)
                .fallbackRate(fallbackRate)
                .spread(spread)
                .workload(workload)
                .build();
    }

    private static List<Tensor> tensors(Optimizee optimizee) {
        return optimizee.tensors().stream()
                .map(tensor -> Tensor.of(
                        tensor.name(),
                        tensor.shape().stream().mapToLong(Integer::longValue).toArray()))
                .toList();
    }
}

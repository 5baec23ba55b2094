package io.metastep.ops.page;

import io.metastep.schemas.InstanceStatus;
import io.metastep.schemas.JobStatus;
import java.util.List;

/** Statuses as the application would write them. */
final class Statuses {
    private Statuses() {}

    static JobStatus job(String id, long at, long attempt, long step, int fallback, long rejected, String state) {
        return new JobStatus(
                1,
                JobStatus.KIND,
                id,
                at,
                state,
                attempt,
                "mlp",
                step,
                10.0,
                100.0,
                new JobStatus.Loss(1.0 / (1 + step), 1.0 / (1 + step), 0.1, step, -0.1, 60.0),
                new JobStatus.Size(0.1, 0.01, 0.1),
                fallback == 0 ? "learned" : "mixed",
                new JobStatus.Blocks(4, 40, 4 - fallback, fallback, 0),
                List.of(new JobStatus.Use("universal@3", "stable", 4)),
                new JobStatus.Counts(0, 4 * step, 0, 0, 0, rejected, rejected == 0 ? null : "NOT_FINITE", 0, 0),
                new JobStatus.Latency(10, 5.0, 9.0, 10.0),
                List.of(0),
                List.of("a"));
    }

    static InstanceStatus instance(String name, long at, String state, double coordinatesPerSecond) {
        return new InstanceStatus(
                1,
                InstanceStatus.KIND,
                name,
                "metastep",
                at,
                state,
                1,
                "1",
                "scalar",
                new InstanceStatus.Threads(1, 1, 0),
                List.of(0),
                1,
                coordinatesPerSecond,
                1,
                0,
                0L,
                new InstanceStatus.Memory(1, 2),
                null,
                new InstanceStatus.Recovery(0, 0),
                List.of());
    }
}

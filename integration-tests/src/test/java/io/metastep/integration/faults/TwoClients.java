package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.client.Gradients;
import io.metastep.client.Job;
import io.metastep.client.JobException;
import io.metastep.client.JobSpec;
import io.metastep.client.MetastepClient;
import io.metastep.integration.harness.Noise;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.schemas.UpdateAction;

/** A second client claims a job that a first one is working at: the later attempt wins, the earlier one is told. */
final class TwoClients implements Fault {
    private static final int COORDINATES = 64;

    @Override
    public String name() {
        return "two-clients";
    }

    @Override
    public Weight weight() {
        return Weight.HEAVY;
    }

    @Override
    public String strike(Arena arena) {
        RunningApplication application = arena.keep(arena.start("first"));
        JobSpec spec = JobSpec.named("claimed")
                .tensor("w", COORDINATES)
                .optimizer(Workload.LSTM.reference())
                .build();
        try (MetastepClient here = arena.cluster().client(arena.topics());
                MetastepClient there = arena.cluster().client(arena.topics())) {
            Job earlier = here.open(spec);
            int before = 8 + arena.random().nextInt(20);
            steps(earlier, before);
            String evidence = Approach.enter(arena, application);
            Job later = there.open(spec.resume(earlier.checkpoint()));
            steps(later, 5);
            String told = fenced(earlier);
            steps(later, 12);
            return "claimed at step " + before + " after " + evidence + "; the earlier was told '" + told + "'";
        }
    }

    private static void steps(Job job, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(job.step(gradients(job)).action()).isEqualTo(UpdateAction.APPLY);
        }
    }

    private static String fenced(Job job) {
        try {
            job.step(gradients(job));
        } catch (JobException.Fenced e) {
            return String.valueOf(e.getMessage()).split(";")[0];
        }
        throw new AssertionError("Two clients work at " + job.jobId());
    }

    private static Gradients gradients(Job job) {
        return Gradients.of(Noise.of(job.attempt(), job.nextStep(), COORDINATES));
    }
}

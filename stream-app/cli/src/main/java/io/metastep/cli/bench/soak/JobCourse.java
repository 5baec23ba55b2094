package io.metastep.cli.bench.soak;

import io.metastep.client.Checkpoint;
import io.metastep.client.ClientSettings;
import io.metastep.client.Gradients;
import io.metastep.client.Job;
import io.metastep.client.JobSpec;
import io.metastep.client.MetastepClient;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** The life of one job, drawn from a seed: some steps, now and then a restart from an earlier checkpoint, the end. */
final class JobCourse {

    private static final int LEAST_STEPS = 40;
    private static final int MOST_STEPS = 400;
    private static final int[] COORDINATES = {300, 4_000, 20_000};

    /** One job in so many is restarted. */
    private static final int PER_RESTART = 3;

    private final ClientSettings settings;
    private final MetastepClient client;
    private final AtomicLong updates;
    private final SplittableRandom random;
    private final JobSpec spec;
    private final float[] gradient;

    /**
     * A job that has not begun.
     *
     * @param settings of a client of its own, as of a training process that dies
     * @param client the one that lives on
     */
    JobCourse(ClientSettings settings, MetastepClient client, AtomicLong updates, long number) {
        this.settings = settings;
        this.client = client;
        this.updates = updates;
        random = new SplittableRandom(number);
        int coordinates = COORDINATES[random.nextInt(COORDINATES.length)];
        spec = JobSpec.named("soak-" + number).tensor("w", coordinates).build();
        gradient = new float[coordinates];
    }

    /** Lives it. */
    void run() {
        int steps = random.nextInt(LEAST_STEPS, MOST_STEPS);
        if (random.nextInt(PER_RESTART) > 0) {
            try (Job job = client.open(spec)) {
                steps(job, steps);
            }
            return;
        }
        try (Job job = client.open(spec.resume(checkpointHalfWay(steps)))) {
            steps(job, steps / 2);
        }
    }

    /** The first attempt goes on for a while after its checkpoint; then its process is gone without a word. */
    private Checkpoint checkpointHalfWay(int steps) {
        try (MetastepClient dying = MetastepClient.open(settings)) {
            Job job = dying.open(spec);
            steps(job, steps / 2);
            Checkpoint checkpoint = job.checkpoint();
            steps(job, random.nextInt(LEAST_STEPS));
            return checkpoint;
        }
    }

    private void steps(Job job, int steps) {
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = random.nextInt() * 0x1p-31f;
            }
            job.step(Gradients.of(gradient), 1.0 / (1 + job.nextStep()));
            updates.incrementAndGet();
        }
    }
}

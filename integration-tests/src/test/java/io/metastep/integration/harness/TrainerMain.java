package io.metastep.integration.harness;

import io.metastep.client.Checkpoint;
import io.metastep.client.ClientSetting;
import io.metastep.client.ClientSettings;
import io.metastep.client.Gradients;
import io.metastep.client.Job;
import io.metastep.client.JobSpec;
import io.metastep.client.MetastepClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A training job as a process of its own: writes a checkpoint now and then, and goes on from it if there is one. */
public final class TrainerMain {
    private static final int COORDINATES = 64;
    private static final int STEPS_PER_CHECKPOINT = 7;

    private TrainerMain() {}

    /** Arguments: bootstrap servers, prefix, job, optimizer, steps, file of the checkpoint. */
    public static void main(String[] arguments) throws IOException {
        ParentWatch.start();
        String jobId = arguments[2];
        long steps = Long.parseLong(arguments[4]);
        Path file = Path.of(arguments[5]);
        JobSpec spec = JobSpec.named(jobId)
                .tensor("w", COORDINATES)
                .optimizer(arguments[3])
                .build();
        ClientSettings settings = ClientSettings.at(arguments[0])
                .with(ClientSetting.PREFIX.key(), arguments[1])
                .with(ClientSetting.STEP_TIMEOUT.key(), Long.toString(Await.PATIENCE.toMillis()));
        try (MetastepClient client = MetastepClient.open(settings)) {
            Job job = client.open(Files.exists(file) ? spec.resume(read(jobId, file)) : spec);
            System.out.println("Attempt " + job.attempt() + " from step " + job.nextStep() + ";");
            while (job.nextStep() < steps) {
                job.step(Gradients.of(Noise.of(jobId.hashCode(), job.nextStep(), COORDINATES)));
                if (job.nextStep() % STEPS_PER_CHECKPOINT == 0) {
                    write(job.checkpoint(), file);
                }
            }
            System.out.println("Trained");
        }
        System.exit(0);
    }

    private static Checkpoint read(String jobId, Path file) throws IOException {
        String[] parts = Files.readString(file).split(" ");
        return new Checkpoint(jobId, Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    private static void write(Checkpoint checkpoint, Path file) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next"), checkpoint.attempt() + " " + checkpoint.step());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}

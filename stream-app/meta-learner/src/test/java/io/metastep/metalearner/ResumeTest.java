package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training with rescaling, curriculum, imitation and mixed tasks, killed and resumed. */
class ResumeTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final TaskCatalogue TASKS = new TaskCatalogue(Optional.empty());
    private static final Task NETS = TASKS.parse("digits-mlp:widths=5|none,activation=relu,batch=8,pool=4");
    private static final Task NOISY = TASKS.parse("quadratic:dimension=3,problems=8,condition=1|30,noise=0.1");

    private final Path folder;
    private Path snapshot;

    ResumeTest(@TempDir Path folder) {
        this.folder = folder;
        snapshot = folder.resolve("training.snapshot");
    }

    /** What stands in for a crash: nothing of the training's memory survives it. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record CrashAt(int metaStep) implements ProgressListener {
        @Override
        public void stepped(MetaProgress progress) {
            if (progress.metaStep() == metaStep) {
                throw new Crash();
            }
        }
    }

    @ParameterizedTest(name = "killed at {0}, with {1} threads before and {2} after")
    @CsvSource({"2, 1, 1", "7, 1, 2", "11, 2, 1", "17, 2, 2", "24, 1, 2"})
    void itEndsWithTheSameBitsAsWithoutInterruption(int killedAt, int threadsBefore, int threadsAfter) {
        OptimizerFile expected = MetaTraining.run(settings(1, 24, 2), new ProgressListener() {}, CLOCK);
        killAt(killedAt, settings(1, 24, threadsBefore), false);
        assertThat(resumed(settings(1, 24, threadsAfter)).write()).isEqualTo(expected.write());
    }

    @Test
    void itMayBeKilledAgainAndAgain() {
        OptimizerFile expected = MetaTraining.run(settings(1, 24, 2), new ProgressListener() {}, CLOCK);
        killAt(5, settings(1, 24, 2), true);
        killAt(9, settings(1, 24, 2), true);
        killAt(20, settings(1, 24, 2), true);
        assertThat(resumed(settings(1, 24, 2)).write()).isEqualTo(expected.write());
    }

    @Test
    void itGoesOnFromTheSnapshotAndKnowsTheHistory() {
        killAt(13, settings(1, 24, 2), false);
        var seen = new ArrayList<Integer>();
        MetaTraining.run(
                settings(1, 24, 2),
                Optional.of(new Snapshots(snapshot, 3, true)),
                new ProgressListener() {
                    @Override
                    public void resumed(MetaProgress progress, List<Judgement> history) {
                        seen.add(progress.metaStep());
                        history.forEach(judgement -> seen.add(judgement.metaStep()));
                    }

                    @Override
                    public void stepped(MetaProgress progress) {
                        seen.add(progress.metaStep());
                    }
                },
                CLOCK);
        assertThat(seen).startsWith(12, 0, 5, 10, 13, 14).endsWith(24);
    }

    private void killAt(int metaStep, MetaTrainingSettings settings, boolean resume) {
        assertThatThrownBy(() -> MetaTraining.run(
                        settings, Optional.of(new Snapshots(snapshot, 3, resume)), new CrashAt(metaStep), CLOCK))
                .isInstanceOf(Crash.class);
    }

    private OptimizerFile resumed(MetaTrainingSettings settings) {
        return MetaTraining.run(
                settings, Optional.of(new Snapshots(snapshot, 3, true)), new ProgressListener() {}, CLOCK);
    }

    @Test
    void aSnapshotOfOtherSettingsIsRefusedWithTheDifference() {
        killAt(4, settings(1, 24, 1), false);
        assertThatThrownBy(() -> resumed(settings(2, 30, 1)))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContainingAll(
                        "it has [seed 1; budget ", "count=24", "this one has [seed 2; budget ", "count=30");
    }

    @Test
    void aDamagedSnapshotIsRefused() throws IOException {
        killAt(4, settings(1, 24, 1), false);
        byte[] bytes = Files.readAllBytes(snapshot);
        bytes[bytes.length / 2] ^= 1;
        Files.write(snapshot, bytes);
        assertThatThrownBy(() -> resumed(settings(1, 24, 1)))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("checksum");
    }

    @Test
    void aTruncatedSnapshotIsRefused() throws IOException {
        killAt(4, settings(1, 24, 1), false);
        byte[] bytes = Files.readAllBytes(snapshot);
        Files.write(snapshot, Arrays.copyOf(bytes, bytes.length - 100));
        assertThatThrownBy(() -> resumed(settings(1, 24, 1))).hasMessageContaining("checksum");
        Files.write(snapshot, Arrays.copyOf(bytes, 43));
        assertThatThrownBy(() -> resumed(settings(1, 24, 1))).hasMessageContaining("checksum");
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        Files.writeString(snapshot, "a letter");
        assertThatThrownBy(() -> resumed(settings(1, 24, 1))).hasMessageContaining("is not a snapshot");
    }

    @Test
    void aSnapshotThatCannotBeWrittenDoesNotEndTheTraining() {
        snapshot = folder.resolve("nowhere/training.snapshot");
        var failures = new ArrayList<IOException>();
        MetaTraining.run(
                settings(1, 6, 1),
                Optional.of(new Snapshots(snapshot, 3, false)),
                new ProgressListener() {
                    @Override
                    public void snapshotFailed(IOException failure) {
                        failures.add(failure);
                    }
                },
                CLOCK);
        assertThat(failures).hasSize(2);
    }

    private static MetaTrainingSettings settings(long seed, int metaSteps, int threads) {
        return new MetaTrainingSettings(
                "test",
                1,
                new LstmSpec(
                        List.of(new Feature.LogAndSign(10), new Feature.NormalizedMomentum()),
                        List.of(5, 4),
                        new Output.Linear(0.1f)),
                Optional.empty(),
                seed,
                List.of(new Workload(NOISY, 2, 1, 6, 24), new Workload(NETS, 2, 2, 6, 24)),
                new Budget.MetaSteps(metaSteps),
                0.02,
                0.005,
                0.9,
                Credits.STANDARD,
                Response.PROBED,
                new Imitation(8, 0.02f),
                5,
                3,
                30,
                List.of(new ValidationTask(TASKS.parse("quadratic:dimension=3,problems=8"), List.of(8), 1)),
                5,
                0,
                threads,
                "metastep meta-train");
    }
}

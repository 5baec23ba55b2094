package io.metastep.cli.metatraining;

import io.metastep.cli.OutputFile;
import io.metastep.cli.Problems;
import io.metastep.metalearner.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is left after a crash, and going on from it. */
final class SnapshotOptions {

    static final String HEADING = "%nAfter a crash:%n";

    @Option(
            names = "--snapshot",
            paramLabel = "FILE",
            description =
                    "Save the whole training to this file from time to time. It is replaced at once, never half-way.")
    private @Nullable Path file;

    @Option(
            names = "--snapshot-every",
            paramLabel = "N",
            defaultValue = "50",
            description = "Meta-steps between snapshots (default: ${DEFAULT-VALUE}).")
    private int every = 50;

    @Option(
            names = "--resume",
            description =
                    "Go on from the snapshot if there is one, else begin. Give the same options as before, but for"
                            + " --threads; the result is the same as if nothing had happened.")
    private boolean resume;

    /** When and where; adds what would keep a snapshot from being written, or would destroy one. */
    Optional<Snapshots> snapshots(Problems problems) {
        problems.require(file != null || !resume, "--resume: needs --snapshot FILE to know what to go on from");
        return Optional.ofNullable(file).flatMap(given -> snapshots(given, problems));
    }

    private Optional<Snapshots> snapshots(Path given, Problems problems) {
        OutputFile.check("--snapshot", given, problems);
        problems.require(
                resume || !Files.isRegularFile(given),
                "--snapshot: %s is there already; add --resume to go on from it, or delete it to begin again"
                        .formatted(given));
        return problems.check("--snapshot-every", () -> new Snapshots(given, every, resume));
    }
}

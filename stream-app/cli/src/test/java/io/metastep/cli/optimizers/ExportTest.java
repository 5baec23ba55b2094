package io.metastep.cli.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.cli.ExitCode;
import io.metastep.cli.numpy.NpyArray;
import io.metastep.cli.numpy.NpzFile;
import io.metastep.optimizer.LstmLayout;
import io.metastep.optimizer.OptimizerFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

    private final OptimizerFile lstm = Samples.lstm("mine", 4);

    @TempDir
    Path folder = Path.of("");

    @Test
    void anNpzHasAnArrayForEachMatrixAndTheRestAsJson() throws Exception {
        Path out = folder.resolve("mine.npz");
        assertThat(export(stored(lstm), out)).isEqualTo(new CommandRun(ExitCode.OK, ""));
        LstmLayout layout = Samples.LSTM.layout();
        try (NpzFile npz = NpzFile.open(out)) {
            assertThat(npz.names())
                    .containsExactly(
                            "layer1.U",
                            "layer1.W",
                            "layer1.b",
                            "layer2.U",
                            "layer2.W",
                            "layer2.b",
                            "metastep",
                            "output.b",
                            "output.w");
            NpyArray recurrent = npz.array("layer2.U");
            assertThat(recurrent.shape()).containsExactly(8, 2);
            assertThat(recurrent.type()).isEqualTo("<f4");
            assertThat(recurrent.get(5)).isEqualTo(lstm.parameters().get(layout.recurrentWeights(1) + 5));
            assertThat(npz.array("output.b").get(0)).isEqualTo(lstm.parameters().get(layout.outputBias()));
            String json = new String(npz.array("metastep").bytes(), StandardCharsets.UTF_8);
            assertThat(json)
                    .startsWith("{\"format\":1,\"checksum\":\"" + lstm.checksum()
                            + "\",\"optimizer\":{\"family\":\"mine\"");
            assertThat(Origin.parse(json)).isEqualTo(Origin.of(lstm));
        }
    }

    @Test
    void theArraysCoverAllParametersOnce() {
        int next = 0;
        for (ParameterArray array : ParameterArray.of(Samples.LSTM)) {
            assertThat(array.offset()).as(array.name()).isEqualTo(next);
            next += array.size();
        }
        assertThat(next).isEqualTo(Samples.LSTM.parameterCount());
    }

    @Test
    void anOptimizerFileIsACopy() throws IOException {
        Path out = folder.resolve("COPY.OPTIMIZER");
        assertThat(export(stored(lstm), out).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(out).hasBinaryContent(lstm.write());
    }

    @Test
    void optimizersWithoutParametersCanBeExportedToo() throws Exception {
        Path out = folder.resolve("adam.npz");
        assertThat(export(stored(Samples.adam("adam", 1)), out).exitCode()).isEqualTo(ExitCode.OK);
        try (NpzFile npz = NpzFile.open(out)) {
            assertThat(npz.names()).containsExactly("metastep");
        }
    }

    @Test
    void whatIsThereIsReplacedOnlyByForce() throws IOException {
        Path out = Files.writeString(folder.resolve("old.npz"), "dear");
        assertThat(export("universal", out))
                .isEqualTo(new CommandRun(
                        ExitCode.USAGE,
                        "--out: " + out + " exists; choose another name, or replace it with --force"
                                + System.lineSeparator()));
        assertThat(out).hasContent("dear");
        assertThat(CommandRun.of("export", "universal", "--out", out.toString(), "--force")
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(Files.size(out)).isGreaterThan(4);
    }

    @Test
    void allProblemsAreListedAtOnce() {
        CommandRun run = export("nobody@3", folder.resolve("none/x.zip"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.errors())
                .contains("--out: there is no folder", "ends neither with .npz nor with .optimizer")
                .contains("no optimizer 'nobody@3' is shipped");
        assertThat(CommandRun.of("export", "universal").errors()).contains("--out");
    }

    private String stored(OptimizerFile file) throws IOException {
        return Files.write(folder.resolve(file.family() + ".stored"), file.write())
                .toString();
    }

    private static CommandRun export(String reference, Path out) {
        return CommandRun.of("export", reference, "--out", out.toString());
    }
}

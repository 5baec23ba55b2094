package io.metastep.cli.metatraining;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.cli.ExitCode;
import io.metastep.cli.Metastep;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerFileException;
import io.metastep.optimizer.OptimizerParameters;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code meta-train} in a process that is killed like {@code kill -9} does it, and in the one that goes on. */
class KilledMetaTrainingTest {

    private static final List<String> TRAINING = List.of(
            "--workload=quadratic:problems=4,dimension=4/jobs=3/steps=6..40/rescaling=1",
            "--workload=digits-mlp:widths=5|none,pool=4,batch=8/jobs=2/steps=6..40/rescaling=1",
            "--validate=quadratic:problems=4,dimension=4/steps=10",
            "--meta-steps=60",
            "--imitate=12",
            "--hidden=8x8",
            "--unroll=5",
            "--tail=3",
            "--validate-every=10",
            "--snapshot-every=4");

    private final Path folder;

    KilledMetaTrainingTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theResultIsTheSameAsWithoutTheKill() throws Exception {
        Path snapshot = folder.resolve("training.snapshot");
        finish("whole", "--threads=2");
        killAfterMetaStep(20, "--snapshot=" + snapshot, "--threads=1");
        assertThat(folder.resolve("killed.optimizer")).doesNotExist();
        List<String> output = finish("resumed", "--snapshot=" + snapshot, "--resume", "--threads=2");

        assertThat(output).anyMatch(line -> line.startsWith("Going on from the snapshot of meta-step "));
        assertThat(parameters("resumed").toArray())
                .isEqualTo(parameters("whole").toArray());
        assertThat(scores("resumed")).hasSize(7).isEqualTo(scores("whole"));
    }

    private List<String> finish(String name, String... options) throws IOException, InterruptedException {
        Process process = start(name, options);
        List<String> output;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            output = lines.lines().toList();
        }
        assertThat(process.waitFor()).as("%s", output).isEqualTo(ExitCode.OK);
        return output;
    }

    private void killAfterMetaStep(int metaStep, String... options) throws IOException, InterruptedException {
        Process process = start("killed", options);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.lines().anyMatch(line -> line.matches(" *" + metaStep + "  .*")))
                    .isTrue();
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(String name, String... options) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-modules"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Metastep.class.getName(), "meta-train"));
        command.addAll(TRAINING);
        command.addAll(List.of(options));
        command.addAll(List.of("--out=" + file(name, "optimizer"), "--json=" + file(name, "json")));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private Path file(String name, String type) {
        return folder.resolve(name + "." + type);
    }

    private OptimizerParameters parameters(String name) throws IOException, OptimizerFileException {
        return OptimizerFile.read(Files.readAllBytes(file(name, "optimizer"))).parameters();
    }

    private List<String> scores(String name) throws IOException {
        var scores = new ArrayList<String>();
        for (JsonNode entry : JsonMapper.builder()
                .build()
                .readTree(file(name, "json").toFile())
                .get("history")) {
            scores.add(entry.get("metaStep") + " " + entry.get("score") + " " + entry.get("isBest"));
        }
        return scores;
    }
}

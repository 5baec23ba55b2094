package io.metastep.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Metastep;
import io.metastep.optimizer.ShippedOptimizers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalCommandTest {
    private static final int MAGIC_LENGTH = "METASTEP".length();

    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("");

    @Test
    void withoutAFolderNothingStarts() {
        assertThat(run("--suite", "quadratics")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--out");
    }

    @Test
    void anUnknownSuiteNamesTheKnownOnes() {
        assertThat(run("--suite", "cifar", "--out", out())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("cifar").containsIgnoringCase("quadratics");
    }

    @Test
    void optimizersThatCannotBeReadAreAllListed() throws IOException {
        byte[] shipped = ShippedOptimizers.all().get(0).write();
        Path corrupt = Files.write(folder.resolve("corrupt.optimizer"), flipped(shipped));
        Path cut = Files.write(folder.resolve("cut.optimizer"), Arrays.copyOf(shipped, shipped.length / 2));
        Path foreign = Files.writeString(folder.resolve("foreign.optimizer"), "PK\u0003\u0004 something else");
        Path missing = folder.resolve("missing.optimizer");
        assertThat(run(
                        "--suite=quadratics",
                        "--out",
                        out(),
                        "--optimizer",
                        corrupt.toString(),
                        cut.toString(),
                        "--optimizer",
                        foreign.toString(),
                        "--optimizer",
                        missing.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines()).hasSize(4).allMatch(line -> line.startsWith("--optimizer: "));
        assertThat(err.toString())
                .contains(
                        "cannot read " + corrupt,
                        "cannot read " + cut,
                        "cannot read " + foreign,
                        "shipped are universal@2, universal@3, universal@4, paper@1, paper@2");
    }

    @Test
    void anOptimizerOfALaterFormatAsksForALaterProgram() throws IOException {
        byte[] shipped = ShippedOptimizers.all().get(0).write();
        shipped[MAGIC_LENGTH] = 99;
        Path future = Files.write(folder.resolve("future.optimizer"), shipped);
        assertThat(run("--suite=quadratics", "--out", out(), "--optimizer", future.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("99", "use a later version of Metastep");
    }

    @Test
    void dataThatIsMissingOrCutIsFoundAtTheStart() throws IOException {
        assertThat(run(
                        "--suite=mnist",
                        "--out",
                        out(),
                        "--data",
                        folder.resolve("nowhere").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--data: No train-images-idx3-ubyte.gz", "nowhere");
        Files.write(
                folder.resolve("train-images-idx3-ubyte"),
                new byte[] {0, 0, 8, 3, 0, 0, 1, 0, 0, 0, 0, 28, 0, 0, 0, 28});
        assertThat(run("--suite=long", "--out", out(), "--data", folder.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--data: ", "train-images-idx3-ubyte")
                .doesNotContain("\tat ");
    }

    @Test
    void allOtherProblemsAreListedAtOnce() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("out")).resolve("letter.txt"), "Dear Sir");
        assertThat(run("--suite=quadratics", "--seeds=1", "--threads=0", "--out", out(), "--json", "no/such/file"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--seeds: must be 2 to 1000, got 1", "--threads: must be at least 1, got 0")
                .contains("--json: there is no folder");
    }

    @Test
    void aFolderInUseIsRefused() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("out")).resolve("letter.txt"), "Dear Sir");
        assertThat(run("--suite=quadratics", "--out", out())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--out: ", "is not empty; choose another folder");
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] changed = bytes.clone();
        changed[bytes.length / 2] ^= 1;
        return changed;
    }

    private int run(String... options) {
        return Metastep.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute(
                        Stream.concat(Stream.of("eval"), Arrays.stream(options)).toArray(String[]::new));
    }
}

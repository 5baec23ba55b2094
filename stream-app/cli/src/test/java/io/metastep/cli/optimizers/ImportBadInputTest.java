package io.metastep.cli.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Problems;
import io.metastep.cli.numpy.NpyArray;
import io.metastep.cli.numpy.NpzFile;
import io.metastep.cli.numpy.NumpyException;
import io.metastep.optimizer.OptimizerFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportBadInputTest {

    private final OptimizerFile mine = Samples.lstm("mine", 4);
    private final Map<String, NpyArray> arrays = new LinkedHashMap<>(OptimizerArrays.of(mine));

    @TempDir
    Path folder = Path.of("");

    @Test
    void wrongShapesAreAllListedWithWhatWasExpectedAndWhy() {
        CommandRun run = refused(
                Fixtures.path("pytorch.npz"),
                "--hidden",
                "5x4",
                "--features",
                "log-and-sign,identity",
                "--output",
                "linear");
        assertThat(run.errors().lines())
                .containsExactly(
                        "array lstm.weight_ih_l0 is [20, 2], expected [20, 3]: 4 gates of 5 units and 3 inputs, because"
                                + " --hidden 5x4 and --features log-and-sign,identity",
                        "array lstm.weight_ih_l1 is [20, 5], expected [16, 5]: 4 gates of 4 units and 5 inputs, because"
                                + " --hidden 5x4",
                        "array lstm.weight_hh_l1 is [20, 5], expected [16, 4]: 4 gates of 4 units, because --hidden 5x4",
                        "array lstm.bias_ih_l1 is [20], expected [16]: 4 gates of 4 units, because --hidden 5x4",
                        "array lstm.bias_hh_l1 is [20], expected [16]: 4 gates of 4 units, because --hidden 5x4",
                        "array linear.weight is [1, 5], expected [4]: 4 units below, because --hidden 5x4");
    }

    @Test
    void defaultsAreNamedAsSuch() {
        assertThat(refused(Fixtures.path("pytorch.npz")).errors())
                .contains("because --hidden 20x20 (the default) and --features log-and-sign,normalized-gradient,"
                        + "normalized-momentum (the default)");
    }

    @Test
    void aTransposedArrayIsCalledSo() throws IOException {
        Map<String, NpyArray> transposed = new LinkedHashMap<>();
        arrays.forEach((name, array) -> transposed.put(name, array));
        transposed.put("layer1.W", NpyArray.of(List.of(3, 12), new float[36]));
        assertThat(refused(npz(transposed)).errors())
                .isEqualTo(
                        "array layer1.W is [3, 12], expected [12, 3]: so says the array metastep; its transpose would fit, as"
                                + " another --convention has it" + System.lineSeparator());
    }

    @Test
    void missingAndUnknownArraysAreAllListed() throws IOException {
        arrays.remove("metastep");
        arrays.remove("layer2.U");
        arrays.remove("output.b");
        arrays.put("layer3.W", NpyArray.of(List.of(1), new float[1]));
        arrays.put("step", NpyArray.of(List.of(1), new float[1]));
        CommandRun run = refused(npz(arrays), "--hidden", "3x2", "--features", "log-and-sign,identity");
        assertThat(run.errors().lines())
                .containsExactly(
                        "array layer2.U is missing, expected [8, 2]: 4 gates of 2 units, because --hidden 3x2",
                        "array output.b is missing, expected [1]: one output",
                        "the file has arrays that are no part of the optimizer: layer3.W, step; leave them out, or give"
                                + " --ignore-others");
    }

    @Test
    void namesThatMayMeanSeveralArraysAreAskedFor() throws IOException {
        Map<String, NpyArray> two = new LinkedHashMap<>();
        try (NpzFile npz = NpzFile.open(Fixtures.path("pytorch.npz"))) {
            for (String name : npz.names()) {
                two.put(name.replace("linear.", "head."), npz.array(name));
            }
        } catch (NumpyException e) {
            throw new IllegalStateException(e);
        }
        two.put("norm.weight", NpyArray.of(List.of(5), new float[5]));
        assertThat(refused(npz(two), Fixtures.kind("--array", "linear.bias=nothing", "--array", "lstm.w=head.bias"))
                        .errors()
                        .lines())
                .containsExactly(
                        "array linear.weight may be any of head.weight, norm.weight; say which with --array"
                                + " linear.weight=NAME",
                        "--array linear.bias=nothing: the file has no array of that name",
                        "--array lstm.w: the convention has no such array, it has lstm.weight_ih_l0, lstm.weight_hh_l0,"
                                + " lstm.bias_ih_l0, lstm.bias_hh_l0, lstm.weight_ih_l1, lstm.weight_hh_l1, lstm.bias_ih_l1,"
                                + " lstm.bias_hh_l1, linear.weight, linear.bias",
                        "the file has arrays that are no part of the optimizer: head.bias, head.weight, norm.weight; leave"
                                + " them out, or give --ignore-others");
    }

    @Test
    void numbersThatAreNoneOrTooLargeAreFound() throws IOException {
        float[] values = new float[36];
        values[31] = Float.NaN;
        arrays.put("layer1.W", NpyArray.of(List.of(12, 3), values));
        arrays.put("output.b", NpyArray.of(List.of(1), new float[] {Float.POSITIVE_INFINITY}));
        arrays.put("layer1.b", NpyArray.of(new byte[12]));
        assertThat(refused(npz(arrays)).errors().lines())
                .containsExactly(
                        "array layer1.W has NaN at [10, 1], expected finite numbers that float32 can hold",
                        "array layer1.b has elements of type '|u1', expected floating point numbers",
                        "array output.b has Infinity at [0], expected finite numbers that float32 can hold");
    }

    @Test
    void arraysOfOtherTypesAreNotReadUnlessTheyAreWanted() {
        String[] kind = Fixtures.kind();
        assertThat(refused(Fixtures.path("keras.npz"), kind).errors())
                .contains("no part of the optimizer: optimizer.iterations;");
        assertThat(refused(Fixtures.path("keras.npz"), Fixtures.kind("--array", "output.bias=optimizer.iterations"))
                        .errors())
                .contains(
                        "array optimizer.iterations has elements of type '<i8', expected one of <f4, >f4, <f8, >f8, |u1");
    }

    @Test
    void filesThatAreNoArraysAreRefused() throws IOException {
        byte[] good = NpzFile.write(arrays);
        Path optimizer = Files.write(folder.resolve("a"), mine.write());
        Path cut = Files.write(folder.resolve("b"), Arrays.copyOf(good, good.length / 2));
        Path empty = Files.write(folder.resolve("c"), new byte[0]);
        for (Path file : List.of(optimizer, cut, empty)) {
            assertThat(refused(file).errors())
                    .isEqualTo("cannot read %s: it is not an npz file, or one that is truncated or damaged%n"
                            .formatted(file));
        }
        assertThat(refused(folder.resolve("none")).errors()).contains("none: no such file");
        assertThat(refused(folder).errors()).contains("it is a folder");
        Path none = Files.write(folder.resolve("d"), NpzFile.write(Map.of()));
        assertThat(refused(none).errors()).contains("the file has no arrays");
    }

    @Test
    void everyChangedByteIsNoticedOrGivesTheSameOptimizer() throws Exception {
        OptimizerFile small = Samples.rate("rate", 1);
        byte[] good = NpzFile.write(OptimizerArrays.of(small));
        for (int i = 0; i < good.length; i++) {
            byte[] changed = good.clone();
            changed[i] ^= (byte) (1 << i % Byte.SIZE);
            Problems problems = new Problems();
            assertThat(read(Files.write(folder.resolve("changed.npz"), changed), problems))
                    .as("byte %d", i)
                    .satisfiesAnyOf(
                            read -> assertThat(read).map(Imported::file).contains(small),
                            read -> assertThat(problems.isEmpty()).isFalse());
        }
    }

    private static Optional<Imported> read(Path file, Problems problems) throws IOException {
        try (NpzFile npz = NpzFile.open(file)) {
            return new ExportedImport(new NpzArrays(npz, problems), problems)
                    .read(new NameOptions(), new ImportSource(file, "", Instant.EPOCH), false);
        } catch (NumpyException e) {
            problems.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'format':2,'checksum':'','optimizer':{}}; has format 2, this program reads format 1; use a later version",
                "{}; has format",
                "[[[; array metastep: is not JSON",
                "{'format':1,'checksum':'','optimizer':{'family':'mine','version':1}}; without family, spec or provenance",
                "{'format':1}; array metastep: ",
                "{'format':1,'checksum':'','optimizer':{'family':'\u001b[2J','version':{'\u001b':1}}}; array metastep: "
            })
    void aDescriptionThatCannotBeUnderstoodIsRefused(String json, String reason) throws IOException {
        arrays.put("metastep", NpyArray.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        assertThat(refused(npz(arrays)).errors()).contains(reason).doesNotContain("\u001b");
    }

    @Test
    void aDescriptionOfSomethingImpossibleIsRefused() throws IOException {
        arrays.put("metastep", description("\"hiddenSizes\":[3,2]", "\"hiddenSizes\":[3,-2]"));
        assertThat(refused(npz(arrays)).errors()).contains("array metastep: ", "a layer of -2 units");
        arrays.put(
                "metastep",
                description("\"hiddenSizes\":[3,2]", "\"hiddenSizes\":[1024,1024,1024,1024,1024,1024,1024,1024]"));
        assertThat(refused(npz(arrays)).errors()).contains("array layer8.U is missing, expected [4096, 1024]");
        arrays.put("metastep", description("\"family\":\"mine\"", "\"family\":\"Mine!\""));
        assertThat(refused(npz(arrays)).errors()).contains("array metastep: optimizer family is \"Mine!\"");
        arrays.put("metastep", NpyArray.of(List.of(2), new float[2]));
        assertThat(refused(npz(arrays)).errors())
                .contains("array metastep: it has elements of type '<f4', expected bytes");
    }

    private NpyArray description(String from, String to) {
        String json = Origin.of(mine).json();
        assertThat(json).contains(from);
        return NpyArray.of(json.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void optionsThatAnExportedFileLeavesNoRoomForAreRefused() throws IOException {
        assertThat(refused(
                                npz(arrays),
                                "--hidden",
                                "3x2",
                                "--scale",
                                "1",
                                "--gate-order",
                                "ifog",
                                "--convention",
                                "keras")
                        .errors())
                .isEqualTo(
                        "--hidden, --scale, --convention, --gate-order: the file was exported and says by itself what it holds"
                                + " (array metastep); leave these options out" + System.lineSeparator());
    }

    @Test
    void wrongOptionsAreAllListedAtOnce() throws IOException {
        Path there = Files.writeString(folder.resolve("there"), "dear");
        CommandRun run = CommandRun.of(Fixtures.concat(
                new String[] {"import", Fixtures.path("tensorflow.npz").toString(), "--out", there.toString()},
                "--family",
                "No Name",
                "--hidden",
                "20*20",
                "--gate-order",
                "iffo"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.errors())
                .contains("exists; choose another name, or replace it with --force")
                .contains("--family and --number: No optimizer version: No Name@1")
                .contains("--hidden is '20*20', expected something like 20x20")
                .contains("--gate-order: 'iffo' is no order of gates")
                .contains("no convention has arrays of these names: linear/b, linear/w");
        assertThat(there).hasContent("dear");
        assertThat(refused(Fixtures.path("pytorch.npz"), Fixtures.kind("--forget-bias-added", "NaN"))
                        .errors())
                .contains("--forget-bias-added: must be a finite number, got NaN");
        assertThat(refused(Fixtures.path("pytorch.npz"), Fixtures.kind("--forget-bias-added", "1e39"))
                        .errors())
                .contains("is Infinity, expected a finite number");
        assertThat(refused(Fixtures.path("pytorch.npz"), "--convention", "caffe", "--output", "CUBIC")
                        .errors())
                .contains("caffe", "CUBIC", "PYTORCH");
    }

    @Test
    void anOutputThatCannotBeWrittenIsAMessage() throws IOException {
        String source = npz(arrays).toString();
        assertThat(CommandRun.of(
                        "import", source, "--out", folder.resolve("no/where").toString()))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE))
                .satisfies(run -> assertThat(run.errors()).startsWith("--out: there is no folder"));
        assertThat(CommandRun.of("import", source, "--out", folder.toString()).errors())
                .contains("is a folder; give the name of a file");
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "only Linux has it");
        assertThat(CommandRun.of("import", source, "--out", "/dev/full", "--force"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE))
                .satisfies(run -> assertThat(run.errors()).startsWith("--out: could not write /dev/full: "));
    }

    private Path npz(Map<String, NpyArray> content) throws IOException {
        return Files.write(folder.resolve("input.npz"), NpzFile.write(content));
    }

    private CommandRun refused(Path file, String... options) {
        CommandRun run = CommandRun.of(
                Fixtures.concat(new String[] {"import", file.toString(), "--out", out().toString()}, options));
        assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.USAGE);
        assertThat(out()).doesNotExist();
        return run;
    }

    private Path out() {
        return folder.resolve("imported.optimizer");
    }
}

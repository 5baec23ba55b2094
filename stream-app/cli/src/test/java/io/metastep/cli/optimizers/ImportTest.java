package io.metastep.cli.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.cli.ExitCode;
import io.metastep.cli.numpy.NpyArray;
import io.metastep.cli.numpy.NpzFile;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmLayout;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Output;
import io.metastep.optimizer.Provenance;
import io.metastep.optimizer.ShippedOptimizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportTest {

    /**
     * PyTorch computes in double precision; our kernel in single precision with rational approximations of tanh, sigmoid and logarithm,
     * each good to a few units in the last place (6e-8), over 30 steps of an LSTM that feeds back.
     */
    private static final double TOLERANCE = 2e-7;

    /** What an error in reading the arrays makes of the updates, at the least. */
    private static final double NOTICEABLE = 0.01;

    @TempDir
    Path folder = Path.of("");

    @Test
    void anLstmFromPyTorchMakesTheUpdatesThatItMadeThere() throws Exception {
        assertThat(differenceToPyTorch(imported("pytorch.npz", Fixtures.kind())))
                .isLessThan(TOLERANCE);
    }

    @Test
    void anLstmFromTensorFlowMakesTheSameUpdates() throws Exception {
        assertThat(differenceToPyTorch(imported("tensorflow.npz", Fixtures.sonnet())))
                .isLessThan(TOLERANCE);
    }

    @Test
    void theSameParametersComeFromAllConventions() throws Exception {
        OptimizerParameters parameters =
                imported("pytorch.npz", Fixtures.kind()).parameters();
        assertThat(imported("tensorflow.npz", Fixtures.sonnet()).parameters()).isEqualTo(parameters);
        assertThat(imported("keras.npz", Fixtures.kind("--ignore-others")).parameters())
                .isEqualTo(parameters);
    }

    @Test
    void readingThemInAnotherWayWouldBeNoticed() throws Exception {
        for (String order : List.of("ifog", "figo", "gifo", "igfo")) {
            OptimizerFile wrong = imported("pytorch.npz", Fixtures.kind("--gate-order", order));
            assertThat(differenceToPyTorch(wrong)).as(order).isGreaterThan(NOTICEABLE);
        }
        OptimizerFile withoutBias = imported("tensorflow.npz", Fixtures.sonnet("--forget-bias-added", "0"));
        assertThat(differenceToPyTorch(withoutBias)).isGreaterThan(NOTICEABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ifjo", "IFCO", "ifgo"})
    void theCandidateGateHasSeveralNames(String order) throws Exception {
        assertThat(imported("pytorch.npz", Fixtures.kind("--gate-order", order)).parameters())
                .isEqualTo(imported("pytorch.npz", Fixtures.kind()).parameters());
    }

    @Test
    void theForgetBiasBecomesPartOfTheBiases() throws Exception {
        LstmLayout layout = ((LstmSpec) imported("pytorch.npz", Fixtures.kind()).spec()).layout();
        float[] plain = imported("pytorch.npz", Fixtures.kind()).parameters().toArray();
        float[] shifted = imported("pytorch.npz", Fixtures.kind("--forget-bias-added", "-2.5"))
                .parameters()
                .toArray();
        for (int i = 0; i < plain.length; i++) {
            boolean isForgetBias = isForgetBias(i, layout);
            assertThat(shifted[i])
                    .as("parameter %d", i)
                    .isCloseTo(plain[i] + (isForgetBias ? -2.5f : 0), within(isForgetBias ? 1e-6f : 0));
        }
    }

    private static boolean isForgetBias(int index, LstmLayout layout) {
        for (int layer = 0; layer < layout.layers(); layer++) {
            int forget = layout.bias(layer) + layout.hidden(layer);
            if (index >= forget && index < forget + layout.hidden(layer)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void whatItIsAndWhereItComesFromIsInTheFile() throws Exception {
        OptimizerFile file = imported(
                "pytorch.npz",
                Fixtures.kind(
                        "--family",
                        "mine",
                        "--number",
                        "3",
                        "--seen",
                        "CIFAR nets",
                        "--log-p",
                        "5",
                        "--scale",
                        "0.01"));
        assertThat(file.reference()).isEqualTo("mine@3");
        assertThat(file.spec())
                .isEqualTo(new LstmSpec(List.of(new Feature.LogAndSign(5)), List.of(5, 5), new Output.Linear(0.01f)));
        Provenance provenance = file.provenance();
        assertThat(provenance.createdBy()).startsWith("metastep ").endsWith(", import");
        assertThat(provenance.command())
                .startsWith("metastep optimizers import pytorch.npz ")
                .contains("--seen 'CIFAR nets'")
                .doesNotContain("--out ");
        assertThat(provenance.created()).isBetween(Instant.now().minusSeconds(600), Instant.now());
        assertThat(provenance.details())
                .containsEntry("imported from", "pytorch.npz")
                .containsEntry("imported as", "pytorch, gates ifgo, 0.0 added to the forget gate's biases")
                .containsEntry("seen", "CIFAR nets");
    }

    @Test
    void modulesMayHaveOtherNames() throws Exception {
        Map<String, NpyArray> renamed = new LinkedHashMap<>();
        try (NpzFile npz = NpzFile.open(Fixtures.path("pytorch.npz"))) {
            for (String name : npz.names()) {
                renamed.put("optimizer." + name.replace("lstm.", "cells.").replace("linear.", "out."), npz.array(name));
            }
        }
        Path file = Files.write(folder.resolve("renamed.npz"), NpzFile.write(renamed));
        assertThat(imported(file, Fixtures.kind()).parameters())
                .isEqualTo(imported("pytorch.npz", Fixtures.kind()).parameters());
    }

    @Test
    void whatWasExportedComesBackBitForBit() throws Exception {
        LstmSpec spec = new LstmSpec(
                List.of(new Feature.LogAndSign(1.17549435e-38f)), List.of(2), new Output.BoundedNominal(-0.3f, 1e-30f));
        OptimizerFile odd = Samples.file("odd", 1, spec);
        float[] values = odd.parameters().toArray();
        values[0] = -0.0f;
        values[1] = Float.MIN_VALUE;
        values[2] = -Float.MAX_VALUE;
        for (OptimizerFile file : List.of(
                odd.header().with(OptimizerParameters.of(spec, values)),
                Samples.lstm("mine", 4),
                Samples.rate("rate", 2),
                Samples.adam("adam", 5),
                ShippedOptimizers.all().get(0))) {
            assertThat(imported(exported(file)).write()).as(file.reference()).isEqualTo(file.write());
        }
    }

    @Test
    void aCopyOfAnotherNameKnowsWhatItWasAndHasSeen() throws Exception {
        OptimizerFile file = Samples.lstm("mine", 4);
        OptimizerFile copy = imported(exported(file), "--family", "yours");
        assertThat(copy.reference()).isEqualTo("yours@4");
        assertThat(copy.parameters()).isEqualTo(file.parameters());
        assertThat(copy.spec()).isEqualTo(file.spec());
        assertThat(copy.provenance().parent()).isEqualTo("mine@4");
        assertThat(copy.provenance().details()).containsEntry("seen", "digits-mlp (2 kinds), quadratic");
    }

    @Test
    void changedParametersNeedAnotherName() throws Exception {
        OptimizerFile file = Samples.lstm("mine", 4);
        Path changed = Files.write(folder.resolve("changed.npz"), changed(file, value -> value / 2));
        CommandRun run = run(changed);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.errors()).contains("than mine@4 that was exported", "give --family or --number");
        OptimizerFile named = imported(changed, "--number", "5");
        assertThat(named.reference()).isEqualTo("mine@5");
        assertThat(named.parameters().get(7)).isEqualTo(file.parameters().get(7) / 2);
        assertThat(named.provenance().parent()).isEqualTo("mine@4");
    }

    private static byte[] changed(OptimizerFile file, DoubleUnaryOperator change) {
        Map<String, NpyArray> arrays = OptimizerArrays.of(file);
        arrays.replaceAll((name, array) -> array.isFloat() ? changed(array, change) : array);
        return NpzFile.write(arrays);
    }

    private static NpyArray changed(NpyArray array, DoubleUnaryOperator change) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) change.applyAsDouble(array.get(i));
        }
        return NpyArray.of(array.shape(), values);
    }

    /** The largest difference between the updates of our kernel and PyTorch's. */
    private static double differenceToPyTorch(OptimizerFile file) throws Exception {
        try (NpzFile npz = NpzFile.open(Fixtures.path("updates.npz"))) {
            NpyArray gradients = npz.array("gradients");
            NpyArray expected = npz.array("updates");
            int coordinates = gradients.shape().get(1);
            Optimizer optimizer = Optimizers.of(file);
            BlockState state = optimizer.newState(coordinates);
            double largest = 0;
            for (int step = 0; step < gradients.shape().get(0); step++) {
                float[] gradient = row(gradients, step, coordinates);
                float[] update = new float[coordinates];
                optimizer.step(state, gradient, update, false);
                for (int i = 0; i < coordinates; i++) {
                    largest = Math.max(largest, Math.abs(update[i] - expected.get(step * coordinates + i)));
                }
            }
            return largest;
        }
    }

    private static float[] row(NpyArray array, int row, int columns) {
        float[] values = new float[columns];
        for (int i = 0; i < columns; i++) {
            values[i] = (float) array.get(row * columns + i);
        }
        return values;
    }

    private Path exported(OptimizerFile file) throws IOException {
        return Files.write(folder.resolve("exported.npz"), NpzFile.write(OptimizerArrays.of(file)));
    }

    private OptimizerFile imported(String fixture, String... options) throws Exception {
        return imported(Fixtures.path(fixture), options);
    }

    private OptimizerFile imported(Path file, String... options) throws Exception {
        assertThat(run(file, Fixtures.concat(options, "--force"))).isEqualTo(new CommandRun(ExitCode.OK, ""));
        return OptimizerFile.read(Files.readAllBytes(out()));
    }

    private CommandRun run(Path file, String... options) {
        return CommandRun.of(
                Fixtures.concat(new String[] {"import", file.toString(), "--out", out().toString()}, options));
    }

    private Path out() {
        return folder.resolve("imported.optimizer");
    }
}

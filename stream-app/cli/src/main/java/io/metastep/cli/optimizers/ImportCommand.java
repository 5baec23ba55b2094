package io.metastep.cli.optimizers;

import io.metastep.cli.ExitCode;
import io.metastep.cli.InputFile;
import io.metastep.cli.OutputFile;
import io.metastep.cli.Problems;
import io.metastep.cli.RepeatableCommand;
import io.metastep.cli.numpy.NpzFile;
import io.metastep.cli.numpy.NumpyException;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import io.metastep.optimizer.OptimizerFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description = {
            "Make an optimizer of NumPy arrays: of what 'export' wrote, or of an LSTM trained in PyTorch, TensorFlow or Keras.",
            "Biases that a framework keeps twice or adds when it runs become one; float64 is rounded to float32."
        },
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false,
        footerHeading =
                "%nArrays by convention; N counts layers from 1, X is a layer's number of inputs, H of its units:%n",
        footer = {
            "  metastep    layerN.W [4H, X], layerN.U [4H, H], layerN.b [4H], output.w [H], output.b [1]; gates ifgo",
            "  pytorch     lstm.weight_ih_l0 [4H, X], lstm.weight_hh_l0 [4H, H], lstm.bias_ih_l0 and lstm.bias_hh_l0 [4H],",
            "              and so on with l1, linear.weight [1, H], linear.bias [1]; modules of any names; gates ifgo",
            "  keras       layerN.kernel [X, 4H], layerN.recurrent_kernel [H, 4H], layerN.bias [4H],",
            "              output.kernel [H, 1], output.bias [1]; gates ifgo",
            "  tensorflow  layerN.kernel [X + H, 4H], layerN.bias [4H], output.kernel [H, 1], output.bias [1];",
            "              gates ijfo, and 1 is added to the forget gate's biases"
        })
final class ImportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE.npz", description = "What numpy.savez or savez_compressed wrote.")
    private Path source = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The optimizer file to write.")
    private Path out = Path.of("");

    @Option(names = "--force", description = "Replace the file if there is one.")
    private boolean force;

    @ArgGroup(validate = false, heading = NameOptions.HEADING)
    private NameOptions name = new NameOptions();

    @ArgGroup(validate = false, heading = KindOptions.HEADING)
    private KindOptions kind = new KindOptions();

    @ArgGroup(validate = false, heading = ArrayOptions.HEADING)
    private ArrayOptions arrays = new ArrayOptions();

    @Spec
    private @Nullable CommandSpec commandSpec;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        OutputFile.checkNew("--out", out, force, problems);
        name.check(problems);
        Optional<Imported> imported = read(problems);
        problems.throwIfAny();
        OptimizerFile file = imported.orElseThrow().file();
        OutputFile.write("--out", out, file.write());
        report(imported.orElseThrow(), Screen.standard());
        return ExitCode.OK;
    }

    private Optional<Imported> read(Problems problems) {
        try (NpzFile npz = NpzFile.open(source)) {
            return read(new NpzArrays(npz, problems), problems);
        } catch (IOException | NumpyException e) {
            problems.add("cannot read %s: %s".formatted(source, InputFile.reason(source, e)));
            return Optional.empty();
        }
    }

    private Optional<Imported> read(NpzArrays npz, Problems problems) {
        ImportSource from = new ImportSource(source, command(), clock.instant());
        if (!npz.hasOrigin()) {
            return new ForeignImport(npz, kind, arrays, problems).read(name, from);
        }
        List<String> given =
                Stream.concat(kind.given().stream(), arrays.given().stream()).toList();
        problems.require(
                given.isEmpty(),
                "%s: the file was exported and says by itself what it holds (array %s); leave these options out"
                        .formatted(String.join(", ", given), Origin.NAME));
        return new ExportedImport(npz, problems).read(name, from, arrays.ignoreOthers);
    }

    private String command() {
        return commandSpec == null ? "metastep optimizers import" : RepeatableCommand.of(commandSpec);
    }

    private void report(Imported imported, Screen screen) {
        imported.remarks().forEach(screen::line);
        screen.line("Wrote %s with %s parameters to %s."
                .formatted(
                        screen.bold(imported.file().reference()),
                        Numbers.count(imported.file().parameters().size()),
                        out));
    }
}

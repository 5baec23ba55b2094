package io.metastep.cli.optimizers;

import io.metastep.cli.ExitCode;
import io.metastep.cli.OutputFile;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = {
            "Write an optimizer to a file: FILE.npz for NumPy, FILE.optimizer for Metastep.",
            "An npz file has the arrays that 'show' lists and, as bytes, all the rest: importing it gives the same optimizer."
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "REF", description = References.DESCRIPTION)
    private String reference = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The file; its ending says which kind: .npz or .optimizer.")
    private Path out = Path.of("");

    @Option(names = "--force", description = "Replace the file if there is one.")
    private boolean force;

    @ArgGroup(validate = false, heading = TopicChoice.HEADING)
    private @Nullable ClusterOptions cluster;

    @Override
    public Integer call() {
        Problems problems = new Problems();
        OutputFile.checkNew("--out", out, force, problems);
        ExportFormat format =
                problems.check("--out", () -> ExportFormat.of(out)).orElse(ExportFormat.OPTIMIZER);
        Found found = References.find(reference, cluster, problems);
        OutputFile.write("--out", out, format.bytes(found.file()));
        Screen screen = Screen.standard();
        screen.line("Wrote %s with %s parameters to %s."
                .formatted(
                        screen.bold(found.file().reference()),
                        Numbers.count(found.file().parameters().size()),
                        out));
        return ExitCode.OK;
    }
}

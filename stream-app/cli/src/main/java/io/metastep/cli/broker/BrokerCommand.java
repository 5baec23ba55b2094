package io.metastep.cli.broker;

import io.metastep.cli.OnExit;
import io.metastep.cli.OutputFile;
import io.metastep.cli.Problems;
import io.metastep.cli.terminal.Screen;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code metastep broker}: the embedded broker as a process of its own. */
@Command(
        name = "broker",
        description = "Run a single Kafka broker on this machine, for trying things out.",
        mixinStandardHelpOptions = true)
public final class BrokerCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9092",
            description = "Port on 127.0.0.1, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Keep the logs in DIR (default: a temporary folder, removed at the end).")
    private @Nullable Path directory;

    @Override
    public Integer call() throws InterruptedException {
        Problems problems = new Problems();
        problems.requireRange("--port", port, 0, 65_535);
        if (directory != null) {
            OutputFile.checkFolder("--directory", directory, problems);
        }
        problems.throwIfAny();
        Screen screen = Screen.standard();
        try (OnExit onExit = new OnExit()) {
            EmbeddedBroker broker = onExit.closing(EmbeddedBroker.start(settings()));
            screen.line("Kafka broker at " + screen.bold(broker.bootstrapServers()) + ", logs in " + broker.directory()
                    + (directory == null ? " (temporary)" : ""));
            screen.line("Next: metastep topics create -b " + broker.bootstrapServers() + "    Stop: Ctrl-C");
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private BrokerSettings settings() {
        return new BrokerSettings(port, Optional.ofNullable(directory), Map.of(), false);
    }
}

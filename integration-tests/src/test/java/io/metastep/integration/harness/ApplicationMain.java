package io.metastep.integration.harness;

import io.metastep.cli.OnExit;
import io.metastep.cli.serve.Application;
import io.metastep.streams.ApplicationSettings;
import io.metastep.streams.GroupProtocol;
import io.metastep.streams.MetastepApplication;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/** What {@code metastep serve} does, with settings that have no option: short unrolls, the group protocol. */
public final class ApplicationMain {
    private ApplicationMain() {}

    /** Arguments: bootstrap servers, prefix, state folder, group protocol, unrolls per snapshot. */
    public static void main(String[] arguments) throws ExecutionException, InterruptedException {
        ParentWatch.start();
        ApplicationSettings settings = QuickSettings.builder(arguments[0], arguments[1])
                .stateDirectory(Path.of(arguments[2]))
                .groupProtocol(GroupProtocol.valueOf(arguments[3].toUpperCase(Locale.ROOT)))
                .unrollsPerSnapshot(Integer.parseInt(arguments[4]))
                .build();
        try (OnExit onExit = new OnExit()) {
            MetastepApplication application = Application.start(settings, onExit);
            Application.awaitRunning(application);
            System.out.println("Running:");
            Throwable failure = application.failure().toCompletableFuture().get();
            System.out.println("Stopped: " + failure);
        }
        System.exit(1);
    }
}

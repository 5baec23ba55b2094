package io.metastep.cli.bench.pipeline;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.ExitCode;
import io.metastep.cli.OnExit;
import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.streams.ApplicationSettings;
import io.metastep.streams.MetastepApplication;
import io.metastep.streams.SettingsBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The application as {@code serve} runs it, if wanted without any logging of its state. It answers lines of its input: {@code
 * written}, {@code recovery}, {@code lag}; it stops where its input ends.
 */
@Command(name = "measured", hidden = true)
public final class MeasuredCommand implements Callable<Integer> {

    /** So much that nothing becomes due while a measurement takes. */
    private static final int NEVER = 10_000;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Option(names = "--application-id", required = true)
    private String applicationId = "";

    @Option(names = "--commit-interval", required = true)
    private int commitMillis;

    @Option(names = "--poll", required = true)
    private int pollMillis;

    @Option(names = "--state-dir", required = true)
    private Path stateDirectory = Path.of("");

    @Option(names = "--standby-replicas")
    private int standbyReplicas;

    @Option(names = "--snapshot-encoding")
    private Encoding snapshotEncoding = Encoding.FLOAT32;

    @Option(names = "--without-state-log")
    private boolean withoutStateLog;

    @Mixin
    private ClusterOptions clusterOptions = new ClusterOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        SettingsBuilder settings = settings(clusterOptions.settings());
        try (OnExit onExit = new OnExit()) {
            MetastepApplication application = onExit.closing(start(settings));
            long started = InstantSource.system().millis();
            if (!application.awaitRunning(PATIENCE)) {
                throw CommandFailure.failed("The application is " + application.state());
            }
            answer(application, started);
        }
        return ExitCode.OK;
    }

    private SettingsBuilder settings(ClusterSettings cluster) {
        return ApplicationSettings.builder(cluster.bootstrapServers())
                .topicPrefix(cluster.topics().prefix())
                .applicationId(applicationId)
                .commitInterval(Duration.ofMillis(commitMillis))
                .poll(Duration.ofMillis(pollMillis))
                .standbyReplicas(standbyReplicas)
                .snapshotEncoding(snapshotEncoding)
                .stateDirectory(stateDirectory);
    }

    private MetastepApplication start(SettingsBuilder settings) {
        return withoutStateLog
                ? MetastepApplication.startWithoutStateLog(
                        withoutSnapshots(settings).build(), InstantSource.system())
                : MetastepApplication.start(settings.build(), InstantSource.system());
    }

    private static SettingsBuilder withoutSnapshots(SettingsBuilder settings) {
        return settings.unrollsPerSnapshot(NEVER)
                .replayRecords(Long.MAX_VALUE)
                .replayBytes(Long.MAX_VALUE)
                .replayTime(Duration.ofDays(1));
    }

    private static void answer(MetastepApplication application, long started) throws IOException {
        var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            System.out.println(
                    switch (question) {
                        case "written" -> Written.of(application).text();
                        case "recovery" -> new RecoveryMarks(started, application.recoveryEvents()).text();
                        case "lag" -> "lag " + RestoreLag.of(application);
                        default -> throw CommandFailure.usage("Unknown question: " + question);
                    });
        }
    }
}

package io.metastep.cli.watch;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.ExitCode;
import io.metastep.cli.JsonText;
import io.metastep.cli.OnExit;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.StandardStreams;
import io.metastep.client.JobException;
import io.metastep.client.StatusBoard;
import io.metastep.client.StatusReader;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code metastep watch}: a live view of the fleet, like top. */
@Command(
        name = "watch",
        description = {
            "Show what instances and jobs are at, live, until Ctrl-C. Where the output is no terminal, a line now and then.",
            "Exit code 1 with --once: the job that was asked for is not known."
        },
        mixinStandardHelpOptions = true)
public final class WatchCommand implements Callable<Integer> {
    private static final Duration TURN = Duration.ofMillis(500);

    @Option(names = "--job", paramLabel = "ID", description = "Only this job, whatever its state.")
    private @Nullable String jobId;

    @Option(names = "--all", description = "Also what is idle, closed or stopped.")
    private boolean isAll;

    @Option(names = "--once", description = "One look, then end.")
    private boolean isOnce;

    @Option(
            names = "--json",
            description =
                    "Print JSON: with --once one document, otherwise a status per line: the newest of each, then what comes.")
    private boolean isJson;

    @ArgGroup(validate = false, heading = ClusterOptions.HEADING)
    private ClusterOptions clusterOptions = new ClusterOptions();

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        ClusterSettings cluster = clusterOptions.settings(problems);
        problems.throwIfAny();
        cluster.requireReachable();
        FleetText text = new FleetText(jobId, isAll);
        try (StatusReader reader = StatusReader.open(cluster.client())) {
            Set<String> known = reader.readToEnd();
            if (isOnce) {
                return look(reader.board(), text);
            }
            return isJson ? follow(reader, known) : watch(reader, text);
        } catch (JobException.Unprepared e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        } catch (JobException.Unreachable e) {
            throw CommandFailure.unreachable(String.valueOf(e.getMessage()));
        }
    }

    private int look(StatusBoard board, FleetText text) {
        long now = clock.millis();
        if (isJson) {
            print(JsonText.of(Map.of("at", now, "instances", text.instances(board), "jobs", text.jobs(board, now))));
        } else {
            Screen.standard().lines(text.lines(board, now));
        }
        return jobId != null && board.job(jobId).isEmpty() ? ExitCode.FAILURE : ExitCode.OK;
    }

    private int follow(StatusReader reader, Set<String> known) {
        Set<String> changed = known;
        while (true) {
            for (String key : changed) {
                if (jobId == null || jobId.equals(key)) {
                    reader.board().json(key).ifPresent(json -> print(json + "\n"));
                }
            }
            changed = reader.poll(TURN);
        }
    }

    private int watch(StatusReader reader, FleetText text) {
        FleetView view = new FleetView();
        try (OnExit onExit = new OnExit()) {
            show(reader, text, view);
            onExit.closing(Screen.standard().show(view));
            while (true) {
                reader.poll(TURN);
                show(reader, text, view);
            }
        }
    }

    private void show(StatusReader reader, FleetText text, FleetView view) {
        long now = clock.millis();
        view.set(text.lines(reader.board(), now), text.summary(reader.board(), now));
    }

    private static void print(String json) {
        PrintStream out = StandardStreams.out();
        out.print(json);
        out.flush();
    }
}

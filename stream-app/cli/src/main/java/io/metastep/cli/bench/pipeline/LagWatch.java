package io.metastep.cli.bench.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.cli.NamedThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Looks at the lag of a learner and at the processor time of the processes twice a second, on a thread of its own. */
final class LagWatch implements AutoCloseable {
    private static final long LOOK_MILLIS = 500;

    private final Throughput learning;
    private final long learnerPid;
    private final long start = System.nanoTime();
    private final List<Look> looks = new ArrayList<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new NamedThreads("lag-watch"));

    /**
     * What there was to see at once.
     *
     * @param seconds since the watch began
     * @param lag records of the trajectories topic, transaction marks included, that are in no committed meta-step
     * @param learnerSeconds processor time of the learner's process so far
     * @param allSeconds of this process and all that it started and that are alive
     */
    @JsonPropertyOrder({"seconds", "lag", "learnerSeconds", "allSeconds"})
    record Look(double seconds, long lag, double learnerSeconds, double allSeconds) {}

    private LagWatch(Throughput learning, long learnerPid) {
        this.learning = learning;
        this.learnerPid = learnerPid;
    }

    /**
     * Begins.
     *
     * @param learning the learner's group on the trajectories topic
     * @param learnerPid its process
     */
    static LagWatch start(Throughput learning, long learnerPid) {
        var watch = new LagWatch(learning, learnerPid);
        var unused = watch.thread.scheduleAtFixedRate(watch::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Looks now; any thread. */
    synchronized Look look() {
        var look = new Look(
                (System.nanoTime() - start) / 1e9,
                learning.left(),
                cpuSeconds(ProcessHandle.of(learnerPid).stream()),
                cpuSeconds(Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().descendants())));
        looks.add(look);
        return look;
    }

    private static double cpuSeconds(Stream<ProcessHandle> processes) {
        return processes
                .map(ProcessHandle::info)
                .flatMap(info -> info.totalCpuDuration().stream())
                .mapToDouble(LagWatch::seconds)
                .sum();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** What was seen so far. */
    synchronized List<Look> looks() {
        return List.copyOf(looks);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

package io.metastep.cli.bench.pipeline;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.OnExit;
import io.metastep.cli.bench.process.Child;
import io.metastep.cli.bench.process.Place;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.TopicSetup;
import io.metastep.cli.terminal.Progress;
import io.metastep.schemas.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/** Ends applications in full flight and waits until they, or others, are back. */
final class RecoveryBench {

    static final int BLOCK_COORDINATES = 1_024;
    static final int STAGES = 8;

    private static final String ID = "recovery";
    private static final int PARTITIONS = 4;
    private static final Set<Integer> ALL = Set.of(0, 1, 2, 3);
    private static final int JOBS = 4;
    private static final PipelineTiming TIMING = new PipelineTiming(100, 10, 5);
    private static final Pattern LAG = Pattern.compile("lag (-?\\d+)");
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final InstantSource clock;
    private final Place place;
    private final ClusterSettings cluster;
    private final Admin admin;
    private final List<Load> jobs;
    private int step;

    RecoveryBench(int coordinates, InstantSource clock, OnExit onExit) {
        this.clock = clock;
        place = Place.withBrokerOnAllCores(onExit);
        cluster = place.cluster(new Topics(ID));
        admin = onExit.closing(cluster.admin());
        new TopicSetup(admin, cluster.topics()).create(PARTITIONS, Optional.empty());
        int blocksPerJob = blocks(coordinates) / JOBS;
        String gradients = cluster.topics().gradients();
        jobs = IntStream.range(0, JOBS)
                .mapToObj(job ->
                        new Load("job" + job, gradients, blocksPerJob, BLOCK_COORDINATES, PARTITIONS, PARTITIONS))
                .toList();
    }

    /** So many blocks for at least so many coordinates, the same for all jobs. */
    static int blocks(int coordinates) {
        int blocks = (coordinates + BLOCK_COORDINATES - 1) / BLOCK_COORDINATES;
        return (blocks + JOBS - 1) / JOBS * JOBS;
    }

    RecoveryReport run(int coordinates, int steps, Progress progress) {
        progress.at(0, "kernel alone on all cores");
        int cores = Runtime.getRuntime().availableProcessors();
        double kernel = kernelAlone(cores);
        List<Restart> restarts = new ArrayList<>();
        progress.at(1, "living through %d steps".formatted(steps));
        feed(steps);
        ChangelogReading reading;
        try (Child doomed = start("a")) {
            awaitLeft(0.1 * steps, doomed);
            doomed.kill();
            progress.at(2, "kill -9");
            reading = afterKill(restarts, progress, steps / 5);
        }
        progress.at(5, "drained shutdown");
        drained(restarts);
        progress.at(6, "filling a standby replica");
        withStandby(steps / 5, restarts, progress);
        return RecoveryReport.of(blocks(coordinates), BLOCK_COORDINATES, PARTITIONS, cores, restarts, reading, kernel);
    }

    /** Leaves an application that was drained in full flight. */
    private ChangelogReading afterKill(List<Restart> restarts, Progress progress, int steps) {
        long from = clock.millis();
        try (FirstUpdate first = new FirstUpdate(cluster, ALL);
                Child back = start("a")) {
            long seen = first.await(clock, back);
            restarts.add(Restart.of("kill -9", from, marks(back), seen));
            awaitLeft(0, back);
            progress.at(3, "a plain consumer");
            ChangelogReading reading = ChangelogReading.of(cluster, ID);
            progress.at(4, "draining");
            feed(steps);
            awaitLeft(0.3 * steps, back);
            return reading;
        }
    }

    private void drained(List<Restart> restarts) {
        try (FirstUpdate first = new FirstUpdate(cluster, ALL)) {
            long from = clock.millis();
            try (Child back = start("a")) {
                long seen = first.await(clock, back);
                restarts.add(Restart.of("drained shutdown", from, marks(back), seen));
                awaitLeft(0, back);
            }
        }
    }

    /** The active one has all partitions before the other comes, which then begins with copies only. */
    private void withStandby(int steps, List<Restart> restarts, Progress progress) {
        try (Child active = start("a", "--standby-replicas", "1")) {
            Set<Integer> owned = marks(active).partitions();
            try (Child standby = start("b", "--standby-replicas", "1")) {
                awaitStandby(standby);
                progress.at(7, "kill -9 beside a standby replica");
                feed(steps);
                awaitLeft(0.3 * steps, active);
                owned.removeAll(marks(standby).partitions());
                if (owned.isEmpty()) {
                    throw CommandFailure.failed(
                            "The standby replica took all partitions over before the kill; try again");
                }
                active.kill();
                long from = clock.millis();
                try (FirstUpdate first = new FirstUpdate(cluster, owned)) {
                    long seen = first.await(clock, standby);
                    restarts.add(Restart.of("kill -9, standby", from, marks(standby), seen));
                }
            }
        }
    }

    /** Until the copy has what there is. */
    private static void awaitStandby(Child standby) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        int still = 0;
        while (still < 20) {
            still = standby.ask("lag", LAG).equals("0") ? still + 1 : 0;
            if (System.nanoTime() > deadline) {
                throw CommandFailure.failed("The standby replica is not filled after 5 minutes");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Until the jobs have so many steps left. */
    private void awaitLeft(double steps, Child application) {
        long blocks = jobs.stream().mapToLong(Load::blocks).sum();
        throughput().awaitLeft((long) (steps * blocks), application);
    }

    private static RecoveryMarks marks(Child application) {
        return RecoveryMarks.parse(application.ask("recovery", RecoveryMarks.TEXT));
    }

    private Child start(String instance, String... options) {
        List<String> command = new ArrayList<>(List.of("measured", "--application-id", ID));
        command.addAll(List.of(options));
        return new Contestant(instance, cluster.topics(), ID, command).start(place, TIMING.commitMillis(), TIMING);
    }

    private double kernelAlone(int cores) {
        List<Child> children = IntStream.range(0, cores)
                .mapToObj(core -> Child.start(
                        place.core(), place.folder(), "kernel-alone", "--blocks", "64", "--coordinates", "1024"))
                .toList();
        double sum = 0;
        for (Child child : children) {
            sum += Double.parseDouble(child.awaitLine(Pattern.compile("rate (\\d+)")));
            child.close();
        }
        return sum;
    }

    /** Writes more steps of all jobs, in turn. */
    private void feed(int steps) {
        Throughput.preload(cluster, jobs, step, steps);
        step += steps;
    }

    private Throughput throughput() {
        return new Throughput(cluster, admin, cluster.topics().gradients(), PARTITIONS, ID);
    }
}

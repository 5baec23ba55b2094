package io.metastep.cli.bench.pipeline;

import io.metastep.cli.bench.process.Child;
import io.metastep.cli.bench.process.Place;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.TopicSetup;
import io.metastep.cli.terminal.Progress;
import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.schemas.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * What keeping the state costs: the application and itself without any state log run side by side on one core and get work in
 * turn.
 */
final class CostBench {

    private static final int PARTITIONS = 4;
    private static final int BLOCKS = 64;
    private static final int BLOCK_COORDINATES = 1_024;
    private static final int JOB_BLOCKS = 16;
    private static final int JOB_BLOCK_COORDINATES = 1_000;

    /** A multiple of the steps between snapshots, so that each chunk has as many. */
    private static final int CHUNK_STEPS = 300;

    private static final int TAIL_CHUNKS = 10;
    private static final int TAIL_WARM_UP = 20;

    private final Place place;
    private final PipelineTiming timing;
    private final Encoding snapshotEncoding;

    CostBench(Place place, PipelineTiming timing, Encoding snapshotEncoding) {
        this.snapshotEncoding = snapshotEncoding;
        this.place = place;
        this.timing = timing;
    }

    /** Of both: one to warm up, two for each of the command's rounds. */
    private static int throughputRounds(int rounds) {
        return 1 + 2 * rounds;
    }

    static int stages(int rounds) {
        return throughputRounds(rounds) + TAIL_CHUNKS + 1;
    }

    /** One of the two and what was measured of it. */
    private final class Side {
        final Contestant contestant;
        final ClusterSettings cluster;
        final List<Double> throughputs = new ArrayList<>();
        final List<double[]> millis = new ArrayList<>();

        Side(String name, String... options) {
            List<String> command = new ArrayList<>(List.of("measured", "--application-id", name));
            command.addAll(List.of(options));
            contestant = new Contestant(name, new Topics(name), name, command);
            cluster = place.cluster(contestant.topics());
            try (Admin admin = cluster.admin()) {
                new TopicSetup(admin, cluster.topics()).create(PARTITIONS, Optional.empty());
            }
        }

        Child start(int commitMillis) {
            return contestant.start(place, commitMillis, timing);
        }

        double throughput(Child application, int round) {
            try (Admin admin = cluster.admin()) {
                String gradients = cluster.topics().gradients();
                Throughput throughput = new Throughput(cluster, admin, gradients, PARTITIONS, contestant.group());
                Load load = new Load("bulk", gradients, BLOCKS, BLOCK_COORDINATES, PARTITIONS, PARTITIONS);
                throughput.preload(load, round * CHUNK_STEPS, CHUNK_STEPS);
                return BLOCK_COORDINATES * throughput.recordsPerSecond(load.recordsOf(CHUNK_STEPS), application);
            }
        }

        double[] latency(Child application, int chunk, int steps) {
            Topics topics = cluster.topics();
            Load load = new Load("job", topics.gradients(), JOB_BLOCKS, JOB_BLOCK_COORDINATES, PARTITIONS, 1);
            int firstStep = chunk * (TAIL_WARM_UP + steps);
            double[] chunkMillis =
                    new StepLatency(cluster, topics.updates(), PARTITIONS).millis(load, firstStep, TAIL_WARM_UP, steps);
            application.requireAlive();
            return chunkMillis;
        }

        double[] allMillis() {
            return millis.stream().flatMapToDouble(Arrays::stream).toArray();
        }
    }

    CostReport run(int rounds, int tailSteps, Progress progress, long firstStage) {
        // What logs no state cannot start on topics where it has answered before: sides of their own for each.
        List<Side> bulk = sides("bulk");
        Map<String, Double> bytes = throughput(bulk, throughputRounds(rounds), progress, firstStage);
        List<Side> tail = sides("tail");
        tail(tail, tailSteps, progress, firstStage + throughputRounds(rounds));
        return CostReport.of(
                bytes,
                bulk.get(0).throughputs,
                bulk.get(1).throughputs,
                tail.get(0).allMillis(),
                tail.get(1).allMillis());
    }

    private List<Side> sides(String purpose) {
        return List.of(
                new Side(purpose + "-logged", "--snapshot-encoding", snapshotEncoding.name()),
                new Side(purpose + "-unlogged", "--without-state-log"));
    }

    private Map<String, Double> throughput(List<Side> sides, int rounds, Progress progress, long firstStage) {
        try (Child logged = sides.get(0).start(timing.throughputCommitMillis());
                Child unlogged = sides.get(1).start(timing.throughputCommitMillis())) {
            List<Child> applications = List.of(logged, unlogged);
            Written before = new Written(0, Map.of());
            for (int round = 0; round < rounds; round++) {
                progress.at(firstStage + round, "throughput with and without logging state");
                for (int side : order(round)) {
                    double rate = sides.get(side).throughput(applications.get(side), round);
                    if (round > 0) {
                        sides.get(side).throughputs.add(rate);
                    }
                }
                before = round == 0 ? written(logged) : before;
            }
            sides.forEach(side -> PipelineBench.requireNoneRejected(side.cluster));
            return written(logged).perGradientByte(before);
        }
    }

    /** Who goes first changes from turn to turn. */
    private static int[] order(int turn) {
        return turn % 2 == 0 ? new int[] {0, 1} : new int[] {1, 0};
    }

    private static Written written(Child application) {
        return Written.parse(application.ask("written", Written.TEXT));
    }

    private void tail(List<Side> sides, int tailSteps, Progress progress, long firstStage) {
        int steps = Math.max(1, tailSteps / TAIL_CHUNKS);
        try (Child logged = sides.get(0).start(timing.commitMillis());
                Child unlogged = sides.get(1).start(timing.commitMillis())) {
            List<Child> applications = List.of(logged, unlogged);
            for (int chunk = 0; chunk <= TAIL_CHUNKS; chunk++) {
                progress.at(firstStage + chunk, "latency with and without logging state");
                for (int side : order(chunk)) {
                    double[] millis = sides.get(side).latency(applications.get(side), chunk, steps);
                    if (chunk > 0) {
                        sides.get(side).millis.add(millis);
                    }
                }
            }
            sides.forEach(side -> PipelineBench.requireNoneRejected(side.cluster));
        }
    }
}

package io.metastep.cli.bench.pipeline;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.OnExit;
import io.metastep.cli.bench.pipeline.PipelineReport.Latency;
import io.metastep.cli.bench.pipeline.PipelineReport.Side;
import io.metastep.cli.bench.process.Child;
import io.metastep.cli.bench.process.Place;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.RecordCount;
import io.metastep.cli.cluster.TopicSetup;
import io.metastep.cli.terminal.Progress;
import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;

/** Runs the rounds: kernel alone, pass-through, Metastep, and again. */
final class PipelineBench {

    private static final int PARTITIONS = 4;
    private static final int BLOCKS = 64;
    private static final int BLOCK_COORDINATES = 1_024;
    private static final int JOB_BLOCKS = 16;
    private static final int JOB_BLOCK_COORDINATES = 1_000;
    private static final int LATENCY_WARM_UP = 100;
    private static final int STAGES_PER_ROUND = 7;

    private final Place place;
    private final PipelineTiming timing;

    private PipelineBench(Place place, PipelineTiming timing) {
        this.place = place;
        this.timing = timing;
    }

    static int stages(int rounds) {
        return STAGES_PER_ROUND * rounds + CostBench.stages(rounds);
    }

    /** Starts the broker on a core of its own. */
    static PipelineBench start(PipelineTiming timing, OnExit onExit) {
        return new PipelineBench(Place.withBroker(onExit), timing);
    }

    PipelineReport run(
            int rounds, int steps, int latencySteps, int tailSteps, Encoding snapshotEncoding, Progress progress) {
        Contestant passThrough = new Contestant(
                "pass-through", new Topics("pass-through"), PassThroughCommand.GROUP, List.of("pass-through"));
        Contestant metastep = new Contestant(
                "metastep", Topics.standard(), "metastep", List.of("serve", "--application-id", "metastep"));
        List<Double> kernel = new ArrayList<>();
        List<Side> passThroughSides = new ArrayList<>();
        List<Side> metastepSides = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            progress.at((long) STAGES_PER_ROUND * round, "kernel alone");
            kernel.add(kernelAlone());
            passThroughSides.add(
                    measure(passThrough, round, steps, latencySteps, progress, STAGES_PER_ROUND * round + 1));
            metastepSides.add(measure(metastep, round, steps, latencySteps, progress, STAGES_PER_ROUND * round + 4));
        }
        CostReport cost = new CostBench(place, timing, snapshotEncoding)
                .run(rounds, tailSteps, progress, (long) STAGES_PER_ROUND * rounds);
        return report(Samples.median(kernel), medianSide(passThroughSides), medianSide(metastepSides), rounds, cost);
    }

    private double kernelAlone() {
        try (Child child = Child.start(
                place.core(),
                place.folder(),
                "kernel-alone",
                "--blocks",
                Integer.toString(BLOCKS),
                "--coordinates",
                Integer.toString(BLOCK_COORDINATES))) {
            return Double.parseDouble(child.awaitLine(Pattern.compile("rate (\\d+)")));
        }
    }

    private Side measure(
            Contestant contestant, int round, int steps, int latencySteps, Progress progress, int firstStage) {
        ClusterSettings cluster = place.cluster(contestant.topics());
        try (Admin admin = cluster.admin()) {
            new TopicSetup(admin, cluster.topics()).create(PARTITIONS, Optional.empty());
            Throughput throughput =
                    new Throughput(cluster, admin, cluster.topics().gradients(), PARTITIONS, contestant.group());
            progress.at(firstStage, contestant.name() + ": preloading");
            Load bulk = load("bulk-" + round, cluster, BLOCKS, BLOCK_COORDINATES, PARTITIONS);
            throughput.preload(bulk, 0, steps);
            progress.at(firstStage + 1, contestant.name() + ": throughput");
            double records;
            try (Child application = contestant.start(place, timing.throughputCommitMillis(), timing)) {
                records = throughput.recordsPerSecond(bulk.recordsOf(steps), application);
            }
            progress.at(firstStage + 2, contestant.name() + ": latency");
            try (Child application = contestant.start(place, timing.commitMillis(), timing)) {
                Load job = load("job-" + round, cluster, JOB_BLOCKS, JOB_BLOCK_COORDINATES, 1);
                double[] millis = new StepLatency(cluster, cluster.topics().updates(), PARTITIONS)
                        .millis(job, 0, LATENCY_WARM_UP, latencySteps);
                application.requireAlive();
                requireNoneRejected(cluster);
                return new Side(records * BLOCK_COORDINATES, Latency.of(millis));
            }
        }
    }

    /** Rejecting is quicker than stepping: it must not pass for speed. */
    static void requireNoneRejected(ClusterSettings cluster) {
        long rejected = RecordCount.of(cluster, cluster.topics().rejected());
        if (rejected > 0) {
            throw CommandFailure.failed(rejected + " records were rejected; the measurement is worth nothing");
        }
    }

    private static Load load(String jobId, ClusterSettings cluster, int blocks, int coordinates, int spread) {
        return new Load(jobId, cluster.topics().gradients(), blocks, coordinates, PARTITIONS, spread);
    }

    private static Side medianSide(List<Side> sides) {
        return new Side(
                Samples.median(sides.stream().map(Side::coordinatesPerSecond).toList()),
                new Latency(
                        Samples.median(sides.stream()
                                .map(side -> side.stepLatencyMillis().p50())
                                .toList()),
                        Samples.median(sides.stream()
                                .map(side -> side.stepLatencyMillis().p99())
                                .toList())));
    }

    private PipelineReport report(double kernel, Side passThrough, Side metastep, int rounds, CostReport cost) {
        return new PipelineReport(
                metastep,
                passThrough,
                kernel,
                metastep.coordinatesPerSecond() / kernel,
                metastep.stepLatencyMillis().p50()
                        / passThrough.stepLatencyMillis().p50(),
                BLOCK_COORDINATES,
                JOB_BLOCKS * JOB_BLOCK_COORDINATES,
                timing.throughputCommitMillis(),
                timing.commitMillis(),
                timing.pollMillis(),
                place.core().pinned(),
                rounds,
                cost);
    }
}

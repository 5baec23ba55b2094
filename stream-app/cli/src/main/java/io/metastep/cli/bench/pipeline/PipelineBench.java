package io.metastep.cli.bench.pipeline;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.OnExit;
import io.metastep.cli.TemporaryFolder;
import io.metastep.cli.bench.pipeline.PipelineReport.Latency;
import io.metastep.cli.bench.pipeline.PipelineReport.Side;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.RecordCount;
import io.metastep.cli.cluster.TopicSetup;
import io.metastep.cli.terminal.Progress;
import io.metastep.schemas.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    private final Core applicationCore;
    private final Path folder;
    private final String servers;
    private final PipelineTiming timing;

    private PipelineBench(Core applicationCore, Path folder, String servers, PipelineTiming timing) {
        this.applicationCore = applicationCore;
        this.folder = folder;
        this.servers = servers;
        this.timing = timing;
    }

    static int stages(int rounds) {
        return STAGES_PER_ROUND * rounds;
    }

    /** Starts the broker on a core of its own. */
    static PipelineBench start(PipelineTiming timing, OnExit onExit) {
        boolean pinned = Core.canPin();
        Core brokerCore = new Core(0, pinned);
        brokerCore.pinThisProcess();
        TemporaryFolder folder = onExit.closing(TemporaryFolder.create("metastep-bench-"));
        Child broker = onExit.closing(Child.start(brokerCore, folder.path(), "broker", "--port", "0"));
        String servers = broker.awaitLine(Pattern.compile("broker at (\\S+?),"));
        return new PipelineBench(new Core(1, pinned), folder.path(), servers, timing);
    }

    /** One of the two applications: its topics, its group and the command that starts it. */
    private record Contestant(String name, Topics topics, String group, List<String> command) {}

    PipelineReport run(int rounds, int steps, int latencySteps, Progress progress) {
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
        return report(median(kernel), medianSide(passThroughSides), medianSide(metastepSides), rounds);
    }

    private double kernelAlone() {
        try (Child child = Child.start(
                applicationCore,
                folder,
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
        ClusterSettings cluster = new ClusterSettings(Map.of("bootstrap.servers", servers), contestant.topics());
        try (Admin admin = cluster.admin()) {
            new TopicSetup(admin, cluster.topics()).create(PARTITIONS, Optional.empty());
            Throughput throughput =
                    new Throughput(cluster, admin, cluster.topics().gradients(), PARTITIONS, contestant.group());
            progress.at(firstStage, contestant.name() + ": preloading");
            Load bulk = load("bulk-" + round, cluster, BLOCKS, BLOCK_COORDINATES, PARTITIONS);
            throughput.preload(bulk, steps);
            progress.at(firstStage + 1, contestant.name() + ": throughput");
            double records;
            try (Child application = start(contestant, timing.throughputCommitMillis())) {
                records = throughput.recordsPerSecond(bulk.recordsOf(steps), application);
            }
            progress.at(firstStage + 2, contestant.name() + ": latency");
            try (Child application = start(contestant, timing.commitMillis())) {
                Load job = load("job-" + round, cluster, JOB_BLOCKS, JOB_BLOCK_COORDINATES, 1);
                double[] millis = new StepLatency(cluster, cluster.topics().updates(), PARTITIONS)
                        .millis(job, LATENCY_WARM_UP, latencySteps);
                application.requireAlive();
                requireNoneRejected(cluster);
                return new Side(records * BLOCK_COORDINATES, latency(millis));
            }
        }
    }

    /** Rejecting is quicker than stepping: it must not pass for speed. */
    private static void requireNoneRejected(ClusterSettings cluster) {
        long rejected = RecordCount.of(cluster, cluster.topics().rejected());
        if (rejected > 0) {
            throw CommandFailure.failed(rejected + " records were rejected; the measurement is worth nothing");
        }
    }

    private static Load load(String jobId, ClusterSettings cluster, int blocks, int coordinates, int spread) {
        return new Load(jobId, cluster.topics().gradients(), blocks, coordinates, PARTITIONS, spread);
    }

    private Child start(Contestant contestant, int commitMillis) {
        List<String> command = new ArrayList<>(contestant.command());
        command.addAll(List.of(
                "--bootstrap-servers", servers,
                "--prefix", contestant.topics().prefix(),
                "--commit-interval", Integer.toString(commitMillis),
                "--poll", Integer.toString(timing.pollMillis()),
                "--state-dir", folder.resolve(contestant.name()).toString()));
        return Child.start(applicationCore, folder, command.toArray(String[]::new));
    }

    private static Latency latency(double[] sorted) {
        return new Latency(sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.99)]);
    }

    private static Side medianSide(List<Side> sides) {
        return new Side(
                median(sides.stream().map(Side::coordinatesPerSecond).toList()),
                new Latency(
                        median(sides.stream()
                                .map(side -> side.stepLatencyMillis().p50())
                                .toList()),
                        median(sides.stream()
                                .map(side -> side.stepLatencyMillis().p99())
                                .toList())));
    }

    private static double median(List<? extends Number> values) {
        double[] sorted =
                values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1)
                .average()
                .orElse(Double.NaN);
    }

    private PipelineReport report(double kernel, Side passThrough, Side metastep, int rounds) {
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
                applicationCore.pinned(),
                rounds);
    }
}

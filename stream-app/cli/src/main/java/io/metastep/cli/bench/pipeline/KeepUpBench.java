package io.metastep.cli.bench.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.metastep.cli.JsonText;
import io.metastep.cli.OnExit;
import io.metastep.cli.bench.pipeline.KeepUpReport.Course;
import io.metastep.cli.bench.pipeline.LagWatch.Look;
import io.metastep.cli.bench.process.Child;
import io.metastep.cli.bench.process.Place;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.TopicBytes;
import io.metastep.cli.cluster.TopicSetup;
import io.metastep.cli.terminal.Progress;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/** A fleet at full speed with and without a learner beside it, in turn, each time on topics of its own. */
final class KeepUpBench {
    static final int STAGES_PER_ROUND = 2;

    private static final String FAMILY = "universal";
    private static final int PARTITIONS = 4;
    private static final int JOBS = 16;
    private static final int JOB_BLOCKS = 4;
    private static final int BLOCK_COORDINATES = 1_024;
    private static final PipelineTiming TIMING = new PipelineTiming(100, 100, 5);
    private static final Pattern BEGINS = Pattern.compile("(Learning begins)");
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final double PATIENCE_SECONDS = 300;

    private final Place place;

    private KeepUpBench(Place place) {
        this.place = place;
    }

    /** Starts the broker; it, application and learner share all cores. */
    static KeepUpBench start(OnExit onExit) {
        return new KeepUpBench(Place.withBrokerOnAllCores(onExit));
    }

    KeepUpReport run(int rounds, int steps, List<String> learnerOptions, Progress progress) {
        List<Double> alone = new ArrayList<>();
        List<Course> courses = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            // Who goes first changes from round to round.
            for (int half = 0; half < STAGES_PER_ROUND; half++) {
                boolean isLearning = (round + half) % 2 == 1;
                progress.at((long) STAGES_PER_ROUND * round + half, isLearning ? "with a learner" : "without");
                if (isLearning) {
                    courses.add(learning(new Fleet("learning-" + round), steps, learnerOptions));
                } else {
                    alone.add(alone(new Fleet("alone-" + round), steps));
                }
            }
        }
        return KeepUpReport.of(JOBS, JOBS * JOB_BLOCKS * BLOCK_COORDINATES, steps, alone, courses);
    }

    /** An application on topics of its own and the jobs that it is to serve. */
    private final class Fleet {
        final Contestant application;
        final ClusterSettings cluster;

        Fleet(String name) {
            Topics topics = new Topics(name);
            application = new Contestant(name, topics, name, List.of("measured", "--application-id", name));
            cluster = place.cluster(topics);
            try (Admin admin = cluster.admin()) {
                new TopicSetup(admin, topics).create(PARTITIONS, Optional.empty());
            }
            publishShipped();
        }

        /** A learner needs something to begin with before there are jobs. */
        private void publishShipped() {
            try (Child once = start()) {
                awaitRunning(once);
            }
        }

        Child start() {
            return application.start(place, TIMING.throughputCommitMillis(), TIMING);
        }

        void preload(String channel, int steps) {
            OptimizerRef followed = new OptimizerRef.Channel(FAMILY, channel);
            String gradients = cluster.topics().gradients();
            List<Load> jobs = IntStream.range(0, JOBS)
                    .mapToObj(job -> new Load(
                                    "job-" + job, gradients, JOB_BLOCKS, BLOCK_COORDINATES, PARTITIONS, PARTITIONS)
                            .following(followed))
                    .toList();
            Throughput.preload(cluster, jobs, 0, steps);
        }

        double coordinatesPerSecond(Admin admin, int steps, Child serving) {
            double records = serving(admin).recordsPerSecond((long) steps * JOBS * JOB_BLOCKS, serving);
            PipelineBench.requireNoneRejected(cluster);
            return records * BLOCK_COORDINATES;
        }

        private Throughput serving(Admin admin) {
            return new Throughput(cluster, admin, cluster.topics().gradients(), PARTITIONS, application.group());
        }

        Throughput learning(Admin admin) {
            String group = cluster.topics().prefix() + ".learner." + FAMILY;
            return new Throughput(cluster, admin, cluster.topics().trajectories(), PARTITIONS, group);
        }
    }

    private static double alone(Fleet fleet, int steps) {
        fleet.preload(OptimizerRef.Channel.STABLE, steps);
        try (Admin admin = fleet.cluster.admin();
                Child serving = fleet.start()) {
            return fleet.coordinatesPerSecond(admin, steps, serving);
        }
    }

    private Course learning(Fleet fleet, int steps, List<String> options) {
        Path result = place.folder().resolve(fleet.application.name() + ".json");
        try (Admin admin = fleet.cluster.admin()) {
            Seen seen;
            try (Child learner = learner(fleet, result, options)) {
                learner.awaitLine(BEGINS);
                fleet.preload(OptimizerRef.Channel.LATEST, steps);
                try (Child serving = fleet.start()) {
                    seen = watched(fleet, admin, steps, serving, learner);
                }
            }
            return Course.of(seen.rate(), seen.whileServing(), seen.end(), bytesShare(fleet, admin), counters(result));
        }
    }

    /** What a watch brought. */
    private record Seen(double rate, List<Look> whileServing, Course.End end) {}

    private static Seen watched(Fleet fleet, Admin admin, int steps, Child serving, Child learner) {
        awaitRunning(serving);
        try (LagWatch watch = LagWatch.start(fleet.learning(admin), learner.pid())) {
            double rate = fleet.coordinatesPerSecond(admin, steps, serving);
            List<Look> whileServing = watch.looks();
            return new Seen(rate, whileServing, catchUp(watch, learner));
        }
    }

    /** It answers when it runs. */
    private static void awaitRunning(Child application) {
        application.ask("written", Written.TEXT);
    }

    private Child learner(Fleet fleet, Path result, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of(
                "learn",
                "--bootstrap-servers",
                place.servers(),
                "--prefix",
                fleet.cluster.topics().prefix(),
                "--family",
                FAMILY,
                "--json",
                result.toString()));
        arguments.addAll(options);
        return Child.start(place.core(), place.folder(), arguments.toArray(String[]::new));
    }

    /** Until the learner has committed all there is but the last transaction's mark of each partition, which no poll brings. */
    private static Course.End catchUp(LagWatch watch, Child learner) {
        Look fleetEnded = watch.look();
        Look last = fleetEnded;
        while (last.lag() > PARTITIONS && last.seconds() - fleetEnded.seconds() < PATIENCE_SECONDS) {
            learner.requireAlive();
            LockSupport.parkNanos(LOOK_NANOS);
            last = watch.look();
        }
        return new Course.End(fleetEnded, last, last.lag() <= PARTITIONS);
    }

    private static double bytesShare(Fleet fleet, Admin admin) {
        Topics topics = fleet.cluster.topics();
        Map<String, Long> bytes = TopicBytes.of(admin);
        return (double) bytes.getOrDefault(topics.trajectories(), 0L) / bytes.getOrDefault(topics.gradients(), 1L);
    }

    private static Map<String, Long> counters(Path result) {
        try {
            JsonNode json = JsonText.parse(Files.readString(result));
            Map<String, Long> counters = new TreeMap<>();
            json.path("counters")
                    .properties()
                    .forEach(counter ->
                            counters.put(counter.getKey(), counter.getValue().asLong()));
            counters.put(KeepUpReport.META_STEPS, json.path("metaStepsTaken").asLong());
            return counters;
        } catch (IOException e) {
            throw new UncheckedIOException("The learner left no result", e);
        }
    }
}

package io.metastep.cli.bench.soak;

import io.metastep.cli.OnExit;
import io.metastep.cli.bench.process.Child;
import io.metastep.cli.bench.process.Place;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.RecordCount;
import io.metastep.cli.cluster.TopicSetup;
import io.metastep.cli.terminal.Progress;
import io.metastep.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;

/** A broker, {@code metastep serve} with its defaults, and jobs; and looks at the application at equal distances. */
final class Soak {

    private static final int PARTITIONS = 4;
    private static final int LOOKS = 180;
    private static final String APPLICATION_ID = "soak";
    private static final Pattern RUNNING = Pattern.compile("(Running):");

    private final Duration length;
    private final int jobsBeside;
    private final InstantSource clock;

    Soak(Duration length, int jobsBeside, InstantSource clock) {
        this.length = length;
        this.jobsBeside = jobsBeside;
        this.clock = clock;
    }

    /** Takes as long as it takes; closes what it opens on exit. */
    SoakReport run(Progress progress, OnExit onExit) throws Exception {
        Place place = Place.withBrokerOnAllCores(onExit);
        ClusterSettings cluster = place.cluster(Topics.standard());
        Admin admin = onExit.closing(cluster.admin());
        new TopicSetup(admin, cluster.topics()).create(PARTITIONS, Optional.empty());
        Path state = place.folder().resolve("state");
        Child application = onExit.closing(Child.start(
                place.core(),
                place.folder(),
                "serve",
                "--bootstrap-servers",
                place.servers(),
                "--application-id",
                APPLICATION_ID,
                "--state-dir",
                state.toString()));
        application.awaitLine(RUNNING);
        ProcessVitals process = onExit.closing(ProcessVitals.of(application.pid()));
        SoakLoad load = onExit.closing(SoakLoad.start(cluster.client(), jobsBeside));
        List<Sample> samples = watch(load, process, new DiskVitals(admin, state), progress);
        application.requireAlive();
        return SoakReport.of(
                length, load.jobs(), RecordCount.of(cluster, cluster.topics().rejected()), samples);
    }

    private List<Sample> watch(SoakLoad load, ProcessVitals process, DiskVitals disk, Progress progress) {
        List<Sample> samples = new ArrayList<>();
        long start = clock.millis();
        for (int look = 1; look <= LOOKS; look++) {
            awaitMillis(start + length.toMillis() * look / LOOKS);
            load.requireHealthy();
            Map<Vital, Double> vitals = new EnumMap<>(Vital.class);
            process.read(vitals);
            disk.read(vitals);
            samples.add(new Sample((clock.millis() - start) / 1e3, load.updates(), vitals));
            progress.at(look, "%,d jobs, %,d updates".formatted(load.jobs(), load.updates()));
        }
        return samples;
    }

    static int looks() {
        return LOOKS;
    }

    private void awaitMillis(long time) {
        for (long left = time - clock.millis(); left > 0; left = time - clock.millis()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(left));
        }
    }
}

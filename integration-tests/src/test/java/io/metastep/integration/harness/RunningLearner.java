package io.metastep.integration.harness;

import io.metastep.metalearner.Workers;
import io.metastep.metalearner.kafka.LearnerConnection;
import io.metastep.metalearner.kafka.LearnerListener;
import io.metastep.metalearner.kafka.LearnerService;
import io.metastep.metalearner.kafka.Start;
import io.metastep.metalearner.online.Gate;
import io.metastep.metalearner.online.LearnerSettings;
import io.metastep.metalearner.online.Release;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** The learner's service on a thread of this JVM, and what it says. */
public final class RunningLearner implements AutoCloseable {
    private final List<String> news = new CopyOnWriteArrayList<>();
    private final Workers workers = new Workers("learner", 1);
    private final LearnerService service;
    private final CompletableFuture<Void> run;

    /** Starts it; without a state it begins with that version. */
    public RunningLearner(Cluster cluster, Topics topics, LearnerSettings settings, Gate gate, OptimizerRef from) {
        Map<String, String> quick = Map.of("session.timeout.ms", "6000", "heartbeat.interval.ms", "1000");
        service = new LearnerService(
                new LearnerConnection(cluster.bootstrapServers(), quick, topics, settings.family()),
                settings,
                new Start.Published(from),
                gate,
                workers,
                new LearnerListener() {
                    @Override
                    public void released(Release release) {
                        news.add(release.news());
                    }
                },
                InstantSource.system());
        var done = new CompletableFuture<Void>();
        var thread = new Thread(() -> run(done), "running-learner");
        thread.setDaemon(true);
        run = done;
        thread.start();
    }

    private void run(CompletableFuture<Void> done) {
        try {
            service.run(OptionalLong.empty());
            done.complete(null);
        } catch (RuntimeException e) {
            news.add("failed: " + e);
            done.completeExceptionally(e);
        }
    }

    /** The releases so far, in words. */
    public List<String> news() {
        return List.copyOf(news);
    }

    /** Fails if the learner did. */
    @Override
    public void close() {
        service.close();
        run.join();
        workers.close();
    }
}

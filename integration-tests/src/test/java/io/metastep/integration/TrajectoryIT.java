package io.metastep.integration;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.client.JobSpec;
import io.metastep.client.MetastepClient;
import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.Children;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.Folders;
import io.metastep.integration.harness.InProcessTrajectory;
import io.metastep.integration.harness.Noise;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RawClient;
import io.metastep.integration.harness.RawJob;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.integration.harness.Segment;
import io.metastep.integration.harness.ServedApplication;
import io.metastep.integration.harness.TopicReader;
import io.metastep.integration.harness.TwinRun;
import io.metastep.metalearner.Credits;
import io.metastep.metalearner.MetaGradient;
import io.metastep.metalearner.SegmentReader;
import io.metastep.metalearner.Trajectory;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Unroll;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.Topics;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.WireException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the application writes down of jobs is what they lived through, at the price that is promised. */
class TrajectoryIT {
    private static final OptimizerFile LSTM = OptimizerFiles.lstm("untrained", 1);
    private static final int STEPS = 150;

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    Path state;

    private final Cluster cluster = Cluster.shared();

    @Test
    void segmentsOfLiveJobsReplayToTheirPublishedUpdatesAndTakeAtMostATenthOfTheGradients() {
        Topics topics = cluster.createTopics("trajectories", 3);
        cluster.publish(topics, LSTM);
        try (RunningApplication application = start(topics);
                MetastepClient client = cluster.client(topics);
                RawClient raw = new RawClient(cluster.bootstrapServers(), topics)) {
            run(client, job("wide").tensor("w", 5_000).tensor("b", 40).spread(3).build());
            run(
                    client,
                    job("half")
                            .tensor("w", 2_000)
                            .encoding(ElementEncoding.BFLOAT16)
                            .build());
            List<Segment> segments = segments(topics);
            assertThat(segments).hasSizeGreaterThan(30);
            Map<String, UpdateBlock> updates =
                    raw.updates().stream().collect(toMap(TrajectoryIT::place, update -> update));
            segments.forEach(segment -> assertReplays(segment, updates));
            assertThat(segments.stream().map(TrajectoryIT::start).collect(toSet()))
                    .hasSameSizeAs(segments);
            double share = (double) bytes(topics.trajectories()) / bytes(topics.gradients());
            assertThat(share).isBetween(0.05, 0.1);
            assertThat(application.isRunning()).isTrue();
        }
    }

    @Test
    void killedAndItsStateFolderLostItPublishesTheSegmentsOfARunThatNeverStopped() {
        Topics calm = cluster.createTopics("calm", 2);
        Topics stormy = cluster.createTopics("stormy", 2);
        cluster.publish(calm, LSTM);
        cluster.publish(stormy, LSTM);
        try (RunningApplication undisturbed = start(calm);
                RawClient client = new RawClient(cluster.bootstrapServers(), calm)) {
            send(client, 0, STEPS);
            assertThat(undisturbed.isRunning()).isTrue();
        }
        try (RawClient client = new RawClient(cluster.bootstrapServers(), stormy)) {
            ServedApplication first = ServedApplication.start(children, cluster, stormy, state);
            send(client, 0, 31);
            first.kill();
            ServedApplication second = ServedApplication.start(children, cluster, stormy, state);
            send(client, 31, 103);
            second.kill();
            Folders.empty(state);
            ServedApplication third = ServedApplication.start(children, cluster, stormy, state);
            send(client, 103, STEPS);
            assertThat(third.counted("replayed")).isPositive();
            assertThat(third.terminate()).isEqualTo(Child.SIGTERM);
        }
        assertThat(records(stormy)).hasSizeGreaterThan(5).isEqualTo(records(calm));
    }

    @Test
    void theMetaGradientOfEverySegmentHasTheBitsOfTheOneInProcess() throws WireException {
        Topics topics = cluster.createTopics("meta-gradient", 2);
        cluster.publish(topics, LSTM);
        try (RunningApplication application = start(topics);
                RawClient client = new RawClient(cluster.bootstrapServers(), topics)) {
            send(client, 0, STEPS);
            assertThat(application.isRunning()).isTrue();
        }
        InProcessTrajectory inProcess = new InProcessTrajectory(LSTM, gradients(), losses());
        List<Segment> segments = segments(topics);
        assertThat(segments).hasSizeGreaterThan(5);
        for (Segment segment : segments) {
            Trajectory online = new SegmentReader(LSTM.spec()).read(segment.record());
            double[] metaGradient = metaGradient(online);
            assertThat(MetaGradient.norm(metaGradient)).isPositive().isFinite();
            assertThat(metaGradient).isEqualTo(metaGradient(inProcess.of(segment, ServedApplication.UNROLL_LENGTH)));
        }
    }

    private static double[] metaGradient(Trajectory trajectory) {
        Unroll unroll = Unroll.of(LSTM.spec(), LSTM.parameters());
        return MetaGradient.of(trajectory, Credits.STANDARD, unroll, LSTM.spec().parameterCount());
    }

    private static float[][] gradients() {
        return LongStream.range(0, STEPS).mapToObj(TrajectoryIT::gradient).toArray(float[][]::new);
    }

    private static double[] losses() {
        return LongStream.range(0, STEPS).mapToDouble(TrajectoryIT::loss).toArray();
    }

    private static float[] gradient(long step) {
        return Noise.of(1, step, 700);
    }

    private static double loss(long step) {
        return 1.0 / (1 + step);
    }

    private RunningApplication start(Topics topics) {
        return RunningApplication.start(
                cluster, topics, settings -> settings.unrollLength(ServedApplication.UNROLL_LENGTH)
                        .unrollsPerSnapshot(5));
    }

    private static JobSpec.Builder job(String id) {
        return JobSpec.named(id).optimizer(LSTM.reference());
    }

    private static void run(MetastepClient client, JobSpec spec) {
        TwinRun run = new TwinRun(client.open(spec), spec, LSTM);
        for (int step = 0; step < STEPS; step++) {
            run.step();
        }
    }

    /** One job, 700 coordinates, whose records follow from the step alone. */
    private static void send(RawClient client, long from, long to) {
        RawJob job = client.job("alone", LSTM.reference());
        for (long step = from; step < to; step++) {
            double loss = loss(step);
            job.send(job.gradient(step, gradient(step), gradient -> gradient.setLoss(loss)));
        }
        job.update(to - 1);
    }

    private static void assertReplays(Segment segment, Map<String, UpdateBlock> updates) {
        float[][] recomputed = segment.recomputed(LSTM);
        assertThat(segment.updates()).isDeepEqualTo(recomputed);
        for (int row = 0; row < segment.steps(); row++) {
            UpdateBlock update = updates.get(place(segment.record(), segment.step(row)));
            assertThat(update).isNotNull();
            float[] published = segment.pick(update.getEncoding(), update.getValues());
            assertThat(published).isEqualTo(sent(update.getEncoding(), recomputed[row]));
        }
    }

    /** The values as an update with that encoding holds them. */
    private static float[] sent(ElementEncoding encoding, float[] values) {
        byte[] bytes = Elements.encode(encoding, values, 0, values.length);
        return Elements.decode(encoding, ByteBuffer.wrap(bytes));
    }

    private List<TrajectorySegment> records(Topics topics) {
        return segments(topics).stream().map(Segment::record).toList();
    }

    private List<Segment> segments(Topics topics) {
        return logged(topics.trajectories()).stream().map(Segment::of).toList();
    }

    private long bytes(String topic) {
        return logged(topic).stream()
                .mapToLong(record -> record.serializedKeySize() + record.serializedValueSize())
                .sum();
    }

    private List<ConsumerRecord<byte[], byte[]>> logged(String topic) {
        try (TopicReader reader = new TopicReader(cluster.bootstrapServers(), topic)) {
            return reader.toEnd();
        }
    }

    private static String start(Segment segment) {
        return place(segment.record(), segment.record().getStateStep());
    }

    private static String place(TrajectorySegment segment, long step) {
        return segment.getJobId() + "/" + segment.getTensor() + "/" + segment.getBlock() + " at " + step;
    }

    private static String place(UpdateBlock update) {
        return update.getJobId() + "/" + update.getTensor() + "/" + update.getBlock() + " at " + update.getStep();
    }
}

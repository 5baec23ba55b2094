package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Output;
import io.metastep.schemas.CanaryShare;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.StepComparison;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One partition with its log, tables, optimizers and outbox, all in memory; it commits, crashes and recovers on command.
 * What channels name is scripted by offset, so two runs over the same log decide alike.
 */
final class World implements GradientLog, OptimizerCatalogue, Outbox {
    static final CoreSettings SETTINGS = new CoreSettings(
            4,
            3,
            CoreSettings.DEFAULTS.idleTime(),
            CoreSettings.DEFAULTS.evictionIdleTime(),
            1_000,
            1L << 30,
            CoreSettings.DEFAULTS.replayTime(),
            100_000,
            new GuardSettings(0.05, 3, 6, 0.25, 7, 3, 0, 6, 2, 20),
            new TrajectorySettings(1, 3),
            new CanaryShare(0.5),
            Encoding.FLOAT32);

    /** Forced snapshots and evictions at every turn; what was evicted made room, so nothing is refused. */
    static final CoreSettings TIGHT = new CoreSettings(
            SETTINGS.unrollLength(),
            SETTINGS.unrollsPerSnapshot(),
            SETTINGS.idleTime(),
            Duration.ZERO,
            15,
            SETTINGS.replayBytes(),
            SETTINGS.replayTime(),
            SETTINGS.rewindRecords(),
            SETTINGS.guard(),
            SETTINGS.trajectories(),
            SETTINGS.canary(),
            SETTINGS.snapshotEncoding());

    private static final LstmSpec SPEC = new LstmSpec(
            List.of(new Feature.LogAndSign(10), new Feature.NormalizedMomentum()),
            List.of(4, 3),
            new Output.Linear(0.1f));
    private static final Map<String, Optimizer> OPTIMIZERS = Map.of(
            "a@1",
            lstm(1),
            "a@2",
            lstm(2),
            "a@3",
            lstm(3),
            "b@1",
            Optimizers.of(new AdamSpec(0.1f, 0.9f, 0.99f, 1e-8f)));

    private CoreSettings settings;
    private final TransactionalTable headers = new TransactionalTable();
    private final TransactionalTable snapshots = new TransactionalTable();
    private final TransactionalTable positions = new TransactionalTable();
    private final List<GradientRecord> log = new ArrayList<>();
    private final Wire<GradientBlock> wire = Wire.gradients();
    private final TreeMap<Long, String> channel = new TreeMap<>(Map.of(0L, "a@1"));
    private final List<Answer> answers = new ArrayList<>();
    private final List<Emission> emissions = new ArrayList<>();
    private final List<Compared> compared = new ArrayList<>();
    private final Map<String, Optimizer> published = new HashMap<>(OPTIMIZERS);
    private final long liveBytes;
    private @Nullable String onTrial;
    private int committedAnswers;
    private int committedEmissions;
    private int committedCompared;
    private long committedOffset;
    private long now;
    private long earliest;
    private boolean recovering;
    private long delivered;
    private int reads;
    private long mostToReplay;
    private Instance instance;
    private GradientPartition partition;

    /** An answer and the offset of the record that it answers; rejections carry the reason beside. */
    record Answer(
            long offset,
            @Nullable UpdateBlock update,
            @Nullable RejectionReason rejection) {}

    /** A trajectory segment and the offset of the record that finished it. */
    record Emission(long offset, TrajectorySegment segment) {}

    /** A comparison and the offset of the record that told what was applied. */
    record Compared(long offset, StepComparison comparison) {}

    World() {
        this(SETTINGS, 1L << 40);
    }

    World(CoreSettings settings, long liveBytes) {
        this(settings, liveBytes, 1);
    }

    World(CoreSettings settings, long liveBytes, int replayThreads) {
        this(settings, liveBytes, instance(liveBytes, replayThreads));
    }

    /** A partition that begins on an instance which it shares with others. */
    World(CoreSettings settings, Instance instance) {
        this(settings, 0, instance);
    }

    private World(CoreSettings settings, long liveBytes, Instance instance) {
        this.settings = settings;
        this.liveBytes = liveBytes;
        this.instance = instance;
        this.partition = start();
    }

    private static Instance instance(long liveBytes, int replayThreads) {
        return new Instance(new MemoryBudget(liveBytes), new Counters(), replayThreads);
    }

    private static Optimizer lstm(long seed) {
        Random random = new Random(seed);
        float[] parameters = new float[SPEC.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) random.nextGaussian() * 0.5f;
        }
        return Optimizers.scalar(SPEC, OptimizerParameters.of(SPEC, parameters));
    }

    private GradientPartition start() {
        BlockStorage storage = new BlockStorage(headers, snapshots, positions, 700);
        GradientPartition started = new GradientPartition(settings, 0, 1, storage, this, this, this, instance);
        recover(started);
        return started;
    }

    private void recover(GradientPartition started) {
        setRecovering(true);
        started.recover();
        setRecovering(false);
    }

    private void setRecovering(boolean value) {
        recovering = value;
        headers.setReadOnly(value);
        snapshots.setReadOnly(value);
        positions.setReadOnly(value);
    }

    /** Appends a record; it is not delivered yet. */
    long append(GradientBlock gradient, long timestamp) {
        return append(Gradients.key(gradient).bytes(), wire.encode(gradient), timestamp);
    }

    long append(GradientBlock gradient) {
        return append(gradient, 1_000 + log.size());
    }

    long append(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
        log.add(new GradientRecord(log.size(), timestamp, key, value, null));
        return log.size() - 1L;
    }

    /** Appends and processes a record; its last answer. */
    Answer send(GradientBlock gradient) {
        append(gradient);
        deliverAll();
        return answers.get(answers.size() - 1);
    }

    Answer send(GradientBlock gradient, long timestamp) {
        append(gradient, timestamp);
        deliverAll();
        return answers.get(answers.size() - 1);
    }

    void deliverAll() {
        deliver(log.size());
    }

    void deliver(long to) {
        while (delivered < to) {
            process(delivered++);
        }
    }

    /** Kafka Streams forgets to deliver records. */
    void skipTo(long offset) {
        delivered = offset;
    }

    private void process(long offset) {
        now = offset;
        partition.process(log.get((int) offset));
    }

    void commit() {
        headers.commit();
        snapshots.commit();
        positions.commit();
        committedAnswers = answers.size();
        committedEmissions = emissions.size();
        committedCompared = compared.size();
        committedOffset = delivered;
    }

    /** The process dies: what was not committed never happened. */
    void crash() {
        restartOn(instance(liveBytes, instance.replayThreads()));
    }

    /** That instance takes the partition over; what the former one has not committed never happened. */
    void restartOn(Instance other) {
        abort();
        instance = other;
        partition = start();
    }

    private void abort() {
        headers.abort();
        snapshots.abort();
        positions.abort();
        answers.subList(committedAnswers, answers.size()).clear();
        emissions.subList(committedEmissions, emissions.size()).clear();
        compared.subList(committedCompared, compared.size()).clear();
        delivered = committedOffset;
    }

    /** The process dies and comes back with other settings. */
    void crashInto(CoreSettings next) {
        settings = next;
        crash();
    }

    /** Kafka Streams closes the task and initializes the same object again. */
    void reinitialize() {
        abort();
        partition.close();
        recover(partition);
    }

    void drain() {
        partition.drain();
    }

    /** All that is in the tables. */
    Map<String, String> everything() {
        Map<String, String> all = new TreeMap<>();
        Map.of("header ", headers, "snapshot ", snapshots, "position ", positions)
                .forEach((name, table) -> table.contents().forEach((key, value) -> all.put(name + key, value)));
        return all;
    }

    GradientPartition partition() {
        return partition;
    }

    Counters counters() {
        return instance.counters();
    }

    TransactionalTable snapshots() {
        return snapshots;
    }

    TransactionalTable headers() {
        return headers;
    }

    TransactionalTable positions() {
        return positions;
    }

    /** From that offset on channel a#stable names the version; empty for none. */
    void publish(long offset, String version) {
        channel.put(offset, version);
    }

    /** Publishes one more optimizer. */
    void publish(String version, Optimizer optimizer) {
        published.put(version, optimizer);
    }

    void unpublish(String version) {
        published.remove(version);
    }

    /** Retention takes what lies before the offset; what it took before does not come back. */
    void expire(long offset) {
        earliest = Math.max(earliest, offset);
    }

    /** The whole log as an archive kept it, for those who look back; recovery never sees again what retention took. */
    void openArchive() {
        earliest = 0;
    }

    List<Emission> emissions() {
        return emissions;
    }

    List<Compared> compared() {
        return compared;
    }

    List<StepComparison> comparisons() {
        return compared.stream().map(Compared::comparison).toList();
    }

    List<TrajectorySegment> segments() {
        return emissions.stream().map(Emission::segment).toList();
    }

    List<Answer> answers() {
        return answers;
    }

    long delivered() {
        return delivered;
    }

    int reads() {
        return reads;
    }

    /** Most offsets that were ever said to be left to replay. */
    long mostToReplay() {
        return mostToReplay;
    }

    long leftToReplay() {
        return instance.replay().left();
    }

    long liveBytes() {
        return instance.budget().used();
    }

    int logSize() {
        return log.size();
    }

    @Override
    public long earliest() {
        return earliest;
    }

    @Override
    public void read(long from, long to, Visitor visitor) {
        if (from < earliest && from < to) {
            throw new IllegalStateException("The log begins at " + earliest + ", not at " + from);
        }
        reads++;
        long before = now;
        for (long offset = from; offset < to; offset++) {
            now = recovering ? now : offset;
            mostToReplay = Math.max(mostToReplay, instance.replay().left());
            visitor.visit(log.get((int) offset));
        }
        now = before;
    }

    @Override
    public @Nullable String resolve(String reference) {
        if (recovering) {
            throw new IllegalStateException("Replay consults pins only");
        }
        return versionAt(now, reference);
    }

    @Override
    public @Nullable String resolveCanary(String reference) {
        String stable = resolve(reference);
        return onTrial == null || stable == null ? stable : onTrial;
    }

    /** From the next record on this version is on trial in the family {@code a}; null ends the trial. */
    void putOnTrial(@Nullable String version) {
        onTrial = version;
    }

    /** What the reference named when that record was processed. */
    @Nullable
    String versionAt(long offset, String reference) {
        String version =
                reference.equals("a#stable") ? channel.floorEntry(offset).getValue() : reference;
        return published.containsKey(version) ? version : null;
    }

    @Override
    public @Nullable Optimizer optimizer(String version) {
        return published.get(version);
    }

    @Override
    public void answer(GradientRecord logged, UpdateBlock update) {
        requireAnswering();
        answers.add(new Answer(logged.offset(), update, null));
    }

    @Override
    public void emit(GradientRecord logged, TrajectorySegment segment) {
        requireAnswering();
        emissions.add(new Emission(logged.offset(), segment));
    }

    @Override
    public void emit(GradientRecord logged, StepComparison comparison) {
        requireAnswering();
        compared.add(new Compared(logged.offset(), comparison));
    }

    @Override
    public void reject(GradientRecord logged, RejectionReason reason, String detail) {
        requireAnswering();
        answers.add(new Answer(logged.offset(), null, reason));
    }

    /** Requires the same answers, segments and comparisons, bit for bit and in order. */
    void assertSameAs(World expected) {
        assertSame("answer", answers, expected.answers);
        assertSame("segment", emissions, expected.emissions);
        assertSame("comparison", compared, expected.compared);
    }

    private static <T> void assertSame(String what, List<T> actual, List<T> expected) {
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            assertThat(actual.get(i)).as("%s %s", what, i).isEqualTo(expected.get(i));
        }
        assertThat(actual).as(what).hasSameSizeAs(expected);
    }

    private void requireAnswering() {
        if (recovering) {
            throw new IllegalStateException("Recovery is silent");
        }
    }
}

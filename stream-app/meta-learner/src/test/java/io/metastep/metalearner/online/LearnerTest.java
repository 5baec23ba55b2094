package io.metastep.metalearner.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.metalearner.Credits;
import io.metastep.metalearner.MetaAdam;
import io.metastep.metalearner.MetaGradient;
import io.metastep.metalearner.SegmentReader;
import io.metastep.metalearner.Trajectory;
import io.metastep.metalearner.Workers;
import io.metastep.metalearner.online.trial.TrialSettings;
import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Provenance;
import io.metastep.optimizer.Unroll;
import io.metastep.schemas.ChannelRecords;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.LearnerState;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.StepMask;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.TrajectoryStep;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final OptimizerFile START = Fixtures.untrained(3);
    private static final List<TrajectorySegment> SEGMENTS = segments();
    private final Workers workers = new Workers("learner-test", 2);
    private final Published published = new Published();

    /** Of four jobs of two workloads, three unrolls each, as they come. */
    private static List<TrajectorySegment> segments() {
        List<LiveJob> jobs = IntStream.range(0, 4)
                .mapToObj(i -> new LiveJob("job-" + i, "workload-" + i % 2, Fixtures.QUADRATICS, i, 1))
                .toList();
        List<TrajectorySegment> segments = new ArrayList<>();
        for (int step = 0; step < 3 * LiveJob.UNROLL + LiveJob.TAIL; step++) {
            jobs.forEach(job -> segments.addAll(job.step(START)));
        }
        jobs.forEach(LiveJob::close);
        return segments;
    }

    private static final ChannelRecords.Move MOVE = new ChannelRecords.Move("test", NOW, "");

    /** The family as a topic would have it. */
    private static final class Published implements FamilyVersions {
        private final TreeMap<Integer, OptimizerFile> versions = new TreeMap<>(Map.of(3, START));

        @Override
        public int newest() {
            return versions.lastKey();
        }

        private final Map<String, OptimizerChannel> channels = new HashMap<>(Map.of("stable", channel("stable", 3)));

        private static OptimizerChannel channel(String name, int version) {
            return ChannelRecords.moved(new OptimizerRef.Channel("f", name), null, version, MOVE);
        }

        /** As the adapter would publish it. */
        void publish(Release release) {
            release.file().ifPresent(file -> versions.put(file.version(), file));
            release.changes().forEach(change -> channels.put(change.channel(), change.record("f", null, NOW)));
        }

        @Override
        public Optional<OptimizerFile> channel(String channel) {
            return named(channel).map(OptimizerChannel::getVersion).flatMap(this::version);
        }

        @Override
        public Optional<OptimizerChannel> named(String channel) {
            return Optional.ofNullable(channels.get(channel));
        }

        @Override
        public Optional<OptimizerFile> version(int number) {
            return Optional.ofNullable(versions.get(number));
        }
    }

    @AfterEach
    void close() {
        workers.close();
    }

    private Learner begin(Fixtures.Settings settings) {
        return Learner.begin(settings.build(), START, workers);
    }

    private static void take(Learner learner, int from, int to) {
        for (int i = from; i < to; i++) {
            TrajectorySegment segment = SEGMENTS.get(i);
            learner.take(0, i, LiveJob.key(segment), Wire.trajectories().encode(segment), NOW, NOW);
        }
    }

    @Test
    void theMetaStepOfOneSegmentHasTheBitsOfTheOneInProcess() throws WireException {
        Learner learner = begin(Fixtures.settings());
        take(learner, 0, 1);
        learner.step();
        assertThat(Doubles.decode(learner.state().getParameters()))
                .isEqualTo(moved(metaGradient(SEGMENTS.get(0))).parameters());
    }

    /** In process: the gradient of the trajectory, normalized, and one step of Adam. */
    private static double[] metaGradient(TrajectorySegment segment) throws WireException {
        Trajectory trajectory = new SegmentReader(Fixtures.SPEC).read(segment);
        Unroll unroll = Unroll.of(Fixtures.SPEC, START.parameters());
        double[] gradient = MetaGradient.of(trajectory, Credits.STANDARD, unroll, Fixtures.SPEC.parameterCount());
        MetaGradient.normalize(gradient);
        return gradient;
    }

    private static MetaAdam moved(double[] gradient) {
        MetaAdam adam = MetaAdam.at(START.parameters(), 0);
        adam.step(gradient, 0.01);
        return adam;
    }

    @Test
    void theMetaStepOfABatchIsTheMeanOverItsJobs() throws WireException {
        Learner learner = begin(Fixtures.settings());
        take(learner, 0, 4);
        assertThat(learner.isDue(NOW)).isTrue();
        StepReport report = learner.step();
        var mean = new double[Fixtures.SPEC.parameterCount()];
        for (int workload : new int[] {0, 1}) {
            addQuarter(mean, metaGradient(SEGMENTS.get(workload)));
            addQuarter(mean, metaGradient(SEGMENTS.get(workload + 2)));
        }
        assertThat(Doubles.decode(learner.state().getParameters()))
                .isEqualTo(moved(mean).parameters());
        assertThat(report.jobs()).isEqualTo(4);
        assertThat(report.metaLoss()).isNegative();
    }

    private static void addQuarter(double[] sum, double[] gradient) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += 0.25 * gradient[i];
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.6})
    void theSameSegmentsGiveTheSameBitsWithAnyNumberOfThreads(double rollouts) {
        assertThat(parameters(rollouts, 1)).isEqualTo(parameters(rollouts, 3));
    }

    private static double[] parameters(double rollouts, int threads) {
        try (var own = new Workers("learner-test", threads);
                Learner learner = Learner.begin(
                        Fixtures.settings().proximal().rollouts(rollouts).build(), START, own)) {
            takeInSteps(learner, 0, SEGMENTS.size());
            return Doubles.decode(learner.state().getParameters());
        }
    }

    private static void takeInSteps(Learner learner, int from, int to) {
        for (int i = from; i < to; i++) {
            take(learner, i, i + 1);
            if (i % 4 == 3) {
                learner.step();
            }
        }
    }

    @Test
    void imitationBringsTheUpdatesNearerToThoseThatJobsShow() {
        Learner learner = begin(Fixtures.settings().imitating().proximal());
        double before = distance(START.parameters());
        for (int i = 0; i < 80; i++) {
            TrajectorySegment segment = shown(SEGMENTS.get(i % SEGMENTS.size()));
            assertThat(learner.take(
                            0, i, LiveJob.key(segment), Wire.trajectories().encode(segment), NOW, NOW))
                    .isEmpty();
            if (i % 4 == 3) {
                assertThat(learner.step().isMoved()).isTrue();
            }
        }
        double[] phi = Doubles.decode(learner.state().getParameters());
        var values = new float[phi.length];
        IntStream.range(0, phi.length).forEach(i -> values[i] = (float) phi[i]);
        assertThat(distance(OptimizerParameters.of(Fixtures.SPEC, values))).isLessThan(0.75 * before);
    }

    /** The same job, had it descended by itself with rate 0.002. */
    private static TrajectorySegment shown(TrajectorySegment segment) {
        TrajectorySegment shown = Fixtures.copy(segment);
        float[] updates = Elements.decode(ElementEncoding.FLOAT32, segment.getGradients());
        IntStream.range(0, updates.length).forEach(i -> updates[i] *= -0.002f);
        shown.put("updates", ByteBuffer.wrap(Elements.encode(ElementEncoding.FLOAT32, updates, 0, updates.length)));
        shown.put(
                "steps",
                segment.getSteps().stream()
                        .map(s -> new TrajectoryStep(
                                s.getStep(), StepMask.SHADOW, s.getLoss(), s.getSmoothedLoss(), s.getUpdateScale()))
                        .toList());
        return shown;
    }

    /** Sum of squares between the updates of these parameters and those that are shown. */
    private static double distance(OptimizerParameters parameters) {
        var optimizer = Optimizers.of(Fixtures.SPEC, parameters);
        double sum = 0;
        for (TrajectorySegment segment : SEGMENTS) {
            int n = segment.getCoordinates().remaining() / Integer.BYTES;
            var state = new BlockState(n, segment.getPlanes());
            state.read(segment.getState().slice());
            float[] gradients = Elements.decode(ElementEncoding.FLOAT32, segment.getGradients());
            float[] updates =
                    Elements.decode(ElementEncoding.FLOAT32, shown(segment).getUpdates());
            var update = new float[n];
            for (int step = 0; step < LiveJob.UNROLL; step++) {
                optimizer.step(state, Arrays.copyOfRange(gradients, step * n, (step + 1) * n), update, false);
                for (int i = 0; i < n; i++) {
                    sum += Math.pow((double) update[i] - updates[step * n + i], 2);
                }
            }
        }
        return sum;
    }

    @Test
    void aQuarterAreRollouts() {
        Learner learner = begin(Fixtures.settings().rollouts(0.25));
        takeInSteps(learner, 0, SEGMENTS.size());
        LearnerProgress progress = learner.progress();
        assertThat(progress.used()).isEqualTo(12);
        assertThat(progress.counters()).containsEntry("rollouts.used", 6L); // 2 for 4, in each of 3 steps
    }

    @Test
    void whoeverGoesOnFromItsStateEndsWithTheSameBits() {
        Learner whole = begin(Fixtures.settings().proximal());
        takeInSteps(whole, 0, SEGMENTS.size());
        Learner killed = begin(Fixtures.settings().proximal());
        takeInSteps(killed, 0, 8);
        LearnerState saved = throughTheWire(killed.state());
        take(killed, 8, 10); // lost with it
        Learner next = Learner.resume(Fixtures.settings().proximal().build(), saved, workers);
        takeInSteps(next, 4, SEGMENTS.size());
        assertThat(next.state()).isEqualTo(whole.state());
    }

    private static LearnerState throughTheWire(LearnerState state) {
        try {
            Wire<LearnerState> wire = Wire.learnerStates();
            return wire.decode(wire.encode(state));
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyRecordIsCountedOnceWhateverBecomesOfIt() {
        Learner learner = begin(Fixtures.settings().batch(9, 99, 1));
        take(learner, 0, SEGMENTS.size());
        learner.take(1, 7, null, new byte[] {1}, NOW, NOW);
        learner.take(1, 8, null, Wire.trajectories().encode(foreign()), NOW, NOW);
        take(learner, 0, 3); // again
        learner.step();
        assertThat(learner.state().getCounters())
                .isEqualTo(Map.of("segments.used", 12L, "segments.foreign", 1L, "segments.refused.UNDECODABLE", 1L));
        assertThat(learner.state().getOffsets()).isEqualTo(Map.of("0", 12L, "1", 9L));
    }

    @Test
    void whatOtherTensorsOfTheJobsLearnWithAnotherFamilyMovesNothing() {
        Learner alone = begin(Fixtures.settings().batch(9, 99, 1));
        take(alone, 0, SEGMENTS.size());
        alone.step();
        Learner beside = begin(Fixtures.settings().batch(9, 99, 1));
        for (int i = 0; i < SEGMENTS.size(); i++) {
            take(beside, i, i + 1);
            TrajectorySegment other = foreign(SEGMENTS.get(i));
            beside.take(1, i, LiveJob.key(other), Wire.trajectories().encode(other), NOW, NOW);
        }
        beside.step();
        assertThat(beside.state().getParameters()).isEqualTo(alone.state().getParameters());
        assertThat(beside.state().getCounters()).isEqualTo(Map.of("segments.used", 12L, "segments.foreign", 12L));
    }

    private static TrajectorySegment foreign() {
        return foreign(SEGMENTS.get(0));
    }

    private static TrajectorySegment foreign(TrajectorySegment of) {
        TrajectorySegment segment = Fixtures.copy(of);
        segment.put("optimizer", "g@1");
        return segment;
    }

    @Test
    void withoutAUsableSegmentItOnlyCounts() {
        Learner learner = begin(Fixtures.settings().rollouts(0.25));
        learner.take(0, 0, null, new byte[] {1}, NOW, NOW);
        assertThat(learner.isDue(NOW.plusSeconds(10))).isTrue();
        assertThat(learner.step().isMoved()).isFalse();
        assertThat(learner.state().getMetaSteps()).isZero();
        assertThat(learner.state().getOffsets()).isEqualTo(Map.of("0", 1L));
    }

    @Test
    void betweenMetaStepsThereIsNoStateToSave() {
        Learner learner = begin(Fixtures.settings());
        learner.state();
        take(learner, 0, 1);
        assertThatThrownBy(learner::state).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aVersionThatPassesIsTheAverageAndSaysWhereItComesFrom() {
        Learner learner = begin(Fixtures.settings().publishEvery(2));
        takeInSteps(learner, 0, 4);
        assertThat(learner.isReleaseDue()).isFalse();
        takeInSteps(learner, 4, 8);
        assertThat(learner.isReleaseDue()).isTrue();
        Release release = only(learner.releases(published, (candidate, incumbents) -> new Verdict(true, "fine"), NOW));
        OptimizerFile file = release.file().orElseThrow();
        assertThat(file.reference()).isEqualTo("f@4");
        assertThat(release.changes()).containsExactly(new ChannelChange("latest", 4, OptionalInt.empty(), "fine"));
        assertThat(file.parameters().toArray())
                .isEqualTo(floats(Doubles.decode(learner.state().getAverage())));
        assertThat(file.provenance().parent()).isEqualTo("f@3");
        assertThat(file.provenance().details())
                .containsEntry("offsets", "0:8")
                .containsEntry("meta-steps", "2")
                .containsEntry("segments.used", "8")
                .containsEntry("jobs", "job-0 / job-1 / job-2 / job-3")
                .containsEntry("workloads", "workload-0 / workload-1")
                .containsEntry("rate", "0.01");
        assertThat(learner.isReleaseDue()).isFalse();
        assertThat(learner.state().getPublished()).isEqualTo(Map.of("3", 0L, "4", 2L));
    }

    private static Release only(List<Release> releases) {
        assertThat(releases).hasSize(1);
        return releases.get(0);
    }

    private static float[] floats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @Test
    void whatTheGateRefusesIsForgottenAndLearningGoesOnFromTheVersionBefore() {
        Learner learner = begin(Fixtures.settings().publishEvery(2));
        takeInSteps(learner, 0, 8);
        Release release =
                only(learner.releases(published, (candidate, incumbents) -> new Verdict(false, "too bad"), NOW));
        assertThat(release.file()).isEmpty();
        assertThat(release.changes()).extracting(ChannelChange::channel).containsExactly("latest");
        assertThat(release.changes()).extracting(ChannelChange::version).containsExactly(3);
        assertThat(release.news()).contains("meta-step 2", "too bad");
        LearnerState state = learner.state();
        assertThat(Doubles.decode(state.getParameters())).isEqualTo(doubles(START.parameters()));
        assertThat(state.getMetaSteps()).isEqualTo(2);
        assertThat(state.getPublished()).isEqualTo(Map.of("3", 2L));
        assertThat(state.getCounters()).containsEntry("versions.withheld", 1L);
        assertThat(state.getProvenance().get("last verdict")).contains("too bad");
    }

    @Test
    void theGateComparesWithStableAndWithWhatLearningWentOnFrom() {
        var judged = new ArrayList<List<String>>();
        Gate watched = (candidate, incumbents) -> {
            judged.add(Stream.concat(Stream.of(candidate), incumbents.stream())
                    .map(OptimizerFile::reference)
                    .toList());
            return new Verdict(true, "fine");
        };
        Learner learner = begin(Fixtures.settings().publishEvery(1));
        for (int i = 0; i < 2; i++) {
            takeInSteps(learner, 4 * i, 4 * i + 4);
            learner.releases(published, watched, NOW).forEach(published::publish);
        }
        assertThat(judged).containsExactly(List.of("f@4", "f@3"), List.of("f@5", "f@3", "f@4"));
    }

    private static final Gate OPEN = (candidate, incumbents) -> new Verdict(true, "fine");

    private static Fixtures.Settings trying() {
        return Fixtures.settings().publishEvery(2).trial(TrialSettings.STANDARD);
    }

    /** A learner whose version 4 is on trial against version 3, as is published. */
    private Learner onTrial(Fixtures.Settings settings) {
        Learner learner = begin(settings);
        takeInSteps(learner, 0, 8);
        Release release = only(learner.releases(published, OPEN, NOW));
        assertThat(release.changes())
                .containsExactly(
                        new ChannelChange("latest", 4, OptionalInt.empty(), "fine"),
                        new ChannelChange("canary", 4, OptionalInt.of(3), "on trial against f@3"));
        published.publish(release);
        return learner;
    }

    @Test
    void aVersionThatPassesIsPutOnTrialAndTheNextOneWaits() {
        Learner learner = begin(trying().publishEvery(1));
        takeInSteps(learner, 0, 4);
        published.publish(only(learner.releases(published, OPEN, NOW)));
        assertThat(learner.releases(published, OPEN, NOW)).isEmpty();
        takeInSteps(learner, 4, 8);
        Release next = only(learner.releases(published, OPEN, NOW));
        assertThat(next.changes()).extracting(ChannelChange::channel).containsExactly("latest");
        assertThat(learner.state().getCounters()).containsEntry("trials.begun", 1L);
    }

    @Test
    void aTrialGoesOnInWhoeverTakesOver() {
        LearnerState state = onTrial(trying()).state();
        assertThat(state.getPending()).containsKey("trial");
        Learner successor = Learner.resume(trying().build(), state, workers);
        assertThat(successor.releases(published, OPEN, NOW)).isEmpty();
        assertThat(successor.state().getPending()).isEqualTo(state.getPending());
    }

    @Test
    void whoMovesOrPinsStableByHandEndsTheTrial() {
        Learner learner = onTrial(trying());
        learner.releases(published, OPEN, NOW);
        published.channels.put("stable", Published.channel("stable", 4));
        Release moved = only(learner.releases(published, OPEN, NOW));
        assertThat(moved.news()).startsWith("Trial of f@4 against f@3: stable was moved to f@4");
        assertThat(moved.changes()).extracting(ChannelChange::channel).containsExactly("canary");
        assertThat(learner.state().getPending()).isEmpty();
    }

    @Test
    void nothingIsTriedWhileStableIsPinned() {
        published.channels.put(
                "stable", ChannelRecords.pinned(new OptimizerRef.Channel("f", "stable"), null, 3, true, MOVE));
        Learner learner = begin(trying());
        takeInSteps(learner, 0, 8);
        Release release = only(learner.releases(published, OPEN, NOW));
        assertThat(release.changes()).extracting(ChannelChange::channel).containsExactly("latest");
    }

    @Test
    void aTrialThatNobodyRemembersEnds() {
        onTrial(trying());
        Learner forgetful = begin(trying());
        Release end = only(forgetful.releases(published, OPEN, NOW));
        assertThat(end.changes())
                .containsExactly(new ChannelChange(
                        "canary", 3, OptionalInt.empty(), "A trial that this learner has no state of ends"));
    }

    @Test
    void atTheDeadlineATrialIsWithdrawnAsUndecided() {
        Learner learner = onTrial(trying());
        TrajectorySegment late = SEGMENTS.get(8);
        learner.take(0, 8, LiveJob.key(late), Wire.trajectories().encode(late), NOW.plus(Duration.ofDays(2)), NOW);
        learner.step();
        Release end = only(learner.releases(published, OPEN, NOW));
        assertThat(end.news()).startsWith("Trial of f@4 against f@3: undecided");
        published.publish(end);
        assertThat(published.channels.get("canary")).isNotNull().satisfies(canary -> assertThat(canary.getAgainst())
                .isNull());
        assertThat(learner.state().getCounters()).containsEntry("trials.withdrawn", 1L);
    }

    /** Otherwise all that its jobs send would be stale, and nothing would be learned ever again. */
    @Test
    void learningFollowsStableWhereSomebodyMovedItFarAway() {
        Learner learner = begin(Fixtures.settings().publishEvery(2));
        takeInSteps(learner, 0, 8);
        published.publish(only(learner.releases(published, OPEN, NOW)));
        published.versions.put(2, Fixtures.untrained(2));
        published.channels.put("stable", Published.channel("stable", 2));
        Release followed = only(learner.releases(published, OPEN, NOW));
        assertThat(followed.news()).isEqualTo("stable was moved to f@2; learning goes on from there");
        assertThat(followed.changes()).extracting(ChannelChange::version).containsExactly(2);
        assertThat(Doubles.decode(learner.state().getParameters()))
                .isEqualTo(doubles(Fixtures.untrained(2).parameters()));
        assertThat(learner.state().getVersion()).isEqualTo(2);
    }

    @Test
    void learningFollowsStableToAnotherKindOfOptimizer() throws WireException {
        Learner learner = begin(Fixtures.settings().publishEvery(2));
        takeInSteps(learner, 0, 8);
        published.publish(only(learner.releases(published, OPEN, NOW)));
        var spec = new LstmSpec(Fixtures.SPEC.features(), List.of(4), Fixtures.SPEC.output());
        var other = new OptimizerFile("f", 2, spec, spec.initialParameters(1), START.provenance());
        published.versions.put(2, other);
        published.channels.put("stable", Published.channel("stable", 2));
        learner.releases(published, OPEN, NOW);
        try (var job = new LiveJob("job", "w", Fixtures.QUADRATICS, 1, 1)) {
            List<TrajectorySegment> segments = Fixtures.segments(job, other, 2 * LiveJob.UNROLL + LiveJob.TAIL);
            for (int i = 0; i < segments.size(); i++) {
                byte[] value = Wire.trajectories().encode(segments.get(i));
                assertThat(learner.take(0, 8 + i, LiveJob.key(segments.get(i)), value, NOW, NOW))
                        .isEmpty();
                learner.step();
            }
        }
        Release next = only(learner.releases(published, OPEN, NOW));
        assertThat(next.file().map(OptimizerFile::spec)).contains(spec);
        Learner successor = Learner.resume(Fixtures.settings().build(), learner.state(), workers);
        assertThat(successor.state().getSpec()).isEqualTo(learner.state().getSpec());
    }

    private static double[] doubles(OptimizerParameters parameters) {
        return IntStream.range(0, parameters.size())
                .mapToDouble(parameters::get)
                .toArray();
    }

    @Test
    void aFamilyThatVanishedIsAMessage() {
        Learner learner = begin(Fixtures.settings().publishEvery(1));
        takeInSteps(learner, 0, 4);
        published.versions.remove(3);
        published.versions.put(9, Fixtures.untrained(9));
        assertThatThrownBy(() -> learner.releases(published, (c, s) -> new Verdict(true, ""), NOW))
                .isInstanceOf(LearnerException.class)
                .hasMessageContaining("f#stable");
    }

    @Test
    void aStateThatMakesNoSenseIsAMessage() {
        Learner learner = begin(Fixtures.settings());
        LearnerState state = learner.state();
        assertRefused(LearnerState.newBuilder(state).setSpec("{}").build());
        assertRefused(
                LearnerState.newBuilder(state).setPublished(new HashMap<>()).build());
        assertRefused(LearnerState.newBuilder(state)
                .setMean(Doubles.encode(new double[] {1}))
                .build());
        assertRefused(LearnerState.newBuilder(state)
                .setParameters(Doubles.encode(new double[] {1}))
                .build());
    }

    private void assertRefused(LearnerState state) {
        assertThatThrownBy(() -> Learner.resume(Fixtures.settings().build(), state, workers))
                .isInstanceOf(LearnerException.class)
                .hasMessageContaining("makes no sense");
    }

    @Test
    void aHandDesignedOptimizerHasNothingToLearn() {
        var adam = new AdamSpec(0.01f, 0.9f, 0.999f, 1e-8f);
        var file = new OptimizerFile(
                "f", 1, adam, OptimizerParameters.zeros(adam), new Provenance("", "", NOW, 0, "", Map.of()));
        assertThatThrownBy(() -> Learner.begin(Fixtures.settings().build(), file, workers))
                .isInstanceOf(LearnerException.class)
                .hasMessageContaining("nothing to learn");
    }
}

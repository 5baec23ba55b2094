package io.metastep.metalearner.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.metalearner.Credits;
import io.metastep.metalearner.MetaAdam;
import io.metastep.metalearner.MetaGradient;
import io.metastep.metalearner.SegmentReader;
import io.metastep.metalearner.Trajectory;
import io.metastep.metalearner.Workers;
import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Provenance;
import io.metastep.optimizer.Unroll;
import io.metastep.schemas.LearnerState;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
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

    /** The family as a topic would have it. */
    private static final class Published implements FamilyVersions {
        private final TreeMap<Integer, OptimizerFile> versions = new TreeMap<>(Map.of(3, START));

        @Override
        public int newest() {
            return versions.lastKey();
        }

        @Override
        public Optional<OptimizerFile> channel(String channel) {
            return version(3);
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
            learner.take(0, i, LiveJob.key(segment), Wire.trajectories().encode(segment), NOW);
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
        learner.take(1, 7, null, new byte[] {1}, NOW);
        learner.take(1, 8, null, Wire.trajectories().encode(foreign()), NOW);
        take(learner, 0, 3); // again
        learner.step();
        assertThat(learner.state().getCounters())
                .isEqualTo(Map.of("segments.used", 12L, "segments.foreign", 1L, "segments.refused.UNDECODABLE", 1L));
        assertThat(learner.state().getOffsets()).isEqualTo(Map.of("0", 12L, "1", 9L));
    }

    private static TrajectorySegment foreign() {
        TrajectorySegment segment = Fixtures.copy(SEGMENTS.get(0));
        segment.put("optimizer", "g@1");
        return segment;
    }

    @Test
    void withoutAUsableSegmentItOnlyCounts() {
        Learner learner = begin(Fixtures.settings().rollouts(0.25));
        learner.take(0, 0, null, new byte[] {1}, NOW);
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
        Release release = learner.release(published, (candidate, stable) -> new Verdict(true, "fine"), NOW);
        OptimizerFile file = release.file().orElseThrow();
        assertThat(file.reference()).isEqualTo("f@4");
        assertThat(release.latest()).isEqualTo(4);
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
        Release release = learner.release(published, (candidate, stable) -> new Verdict(false, "too bad"), NOW);
        assertThat(release.file()).isEmpty();
        assertThat(release.latest()).isEqualTo(3);
        assertThat(release.reason()).contains("meta-step 2", "too bad");
        LearnerState state = learner.state();
        assertThat(Doubles.decode(state.getParameters())).isEqualTo(doubles(START.parameters()));
        assertThat(state.getMetaSteps()).isEqualTo(2);
        assertThat(state.getPublished()).isEqualTo(Map.of("3", 2L));
        assertThat(state.getCounters()).containsEntry("versions.withheld", 1L);
        assertThat(state.getProvenance().get("last verdict")).contains("too bad");
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
        assertThatThrownBy(() -> learner.release(published, (c, s) -> new Verdict(true, ""), NOW))
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

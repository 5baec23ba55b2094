package io.metastep.metalearner.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.SegmentEnd;
import io.metastep.schemas.StepMask;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.TrajectoryStep;
import io.metastep.schemas.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IntakeTest {
    private static final OptimizerFile VERSION = Fixtures.untrained(4);
    private static final TrajectorySegment SEGMENT = segment();
    private final Lineage lineage = new Lineage();

    IntakeTest() {
        lineage.publish(3, 60);
        lineage.publish(4, 80);
    }

    private static TrajectorySegment segment() {
        var task = new TaskCatalogue(Optional.empty()).parse("quadratic:problems=4");
        try (var job = new LiveJob("job", "bowls", task, 1, 1)) {
            return Fixtures.segments(job, VERSION, 45).get(1);
        }
    }

    private Taken take(Consumer<TrajectorySegment> change) {
        TrajectorySegment changed = Fixtures.copy(SEGMENT);
        change.accept(changed);
        return take(Fixtures.settings().build(), changed);
    }

    private Taken take(LearnerSettings settings, TrajectorySegment segment) {
        return new Intake(settings, VERSION.spec())
                .take(LiveJob.key(SEGMENT), Wire.trajectories().encode(segment), lineage, 100, Optional.empty());
    }

    private static String reason(Taken taken) {
        return taken instanceof Taken.Refused refused ? refused.reason() : taken.toString();
    }

    @Test
    void aGoodSegmentCountsForItsJobAtItsAge() {
        assertThat(take(unchanged -> {})).isInstanceOfSatisfying(Taken.Usable.class, usable -> {
            assertThat(usable.segment().cell()).isEqualTo(new Cell("bowls", AgeBand.of(20), "job"));
            assertThat(usable.segment().trajectory().unroll()).isEqualTo(LiveJob.UNROLL);
        });
    }

    static List<Arguments> refusals() {
        return List.of(
                refusal(RejectionReason.BAD_SETTING.code(), "inclusion", s -> s.put("inclusion", 1.5f)),
                refusal(RejectionReason.BAD_SETTING.code(), "planes", s -> {
                    s.put("planes", 3);
                    s.put("state", SEGMENT.getState().duplicate().limit(3 * 4 * SEGMENT.getBlockCoordinates()));
                }),
                refusal(RejectionReason.BAD_SETTING.code(), "no version", s -> s.put("optimizer", "a#stable")),
                refusal(RejectionReason.BAD_SETTING.code(), "mask", s -> s.put("steps", masked(StepMask.UNKNOWN))),
                refusal(RejectionReason.BAD_SETTING.code(), "initial loss", s -> s.put("initialLoss", -1.0)),
                refusal(RejectionReason.NOT_FINITE.code(), "loss", s -> s.put("steps", losing(Double.NaN))),
                refusal(
                        RejectionReason.WRONG_LENGTH.code(),
                        "gradients",
                        s -> s.put(
                                "gradients", SEGMENT.getGradients().duplicate().position(4))),
                refusal(RejectionReason.KEY_MISMATCH.code(), "key", s -> s.put("jobId", "another")),
                refusal("LOSS_NOT_POSITIVE", "zero", s -> s.put("steps", losing(0))),
                refusal("LOSS_NOT_POSITIVE", "negative", s -> s.put("steps", losing(-3))),
                refusal("NOTHING_APPLIED", "mask", s -> s.put("steps", masked(StepMask.REPLACED))),
                refusal("SHADOW", "mask", s -> s.put("steps", masked(StepMask.SHADOW))),
                refusal("UNLIKELY_SAMPLE", "far too many", s -> s.put("inclusion", 1e-6f)),
                refusal("UNLIKELY_SAMPLE", "not all", s -> s.put("blockCoordinates", 41)),
                refusal("UNKNOWN_VERSION", "never published", s -> s.put("optimizer", "f@5")),
                refusal("STALE_VERSION", "40 meta-steps ago", s -> s.put("optimizer", "f@3")),
                refusal("STALE_VERSION", "forgotten", s -> s.put("optimizer", "f@1")));
    }

    private static Arguments refusal(String reason, String what, Consumer<TrajectorySegment> change) {
        return Arguments.of(reason, what, change);
    }

    private static List<TrajectoryStep> masked(StepMask mask) {
        return SEGMENT.getSteps().stream()
                .map(s -> new TrajectoryStep(s.getStep(), mask, s.getLoss(), s.getSmoothedLoss(), s.getUpdateScale()))
                .toList();
    }

    private static List<TrajectoryStep> losing(double loss) {
        return SEGMENT.getSteps().stream()
                .map(s -> new TrajectoryStep(s.getStep(), s.getMask(), loss, s.getSmoothedLoss(), s.getUpdateScale()))
                .toList();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusals")
    void whatMakesNoSenseIsRefusedForAReason(String reason, String what, Consumer<TrajectorySegment> change) {
        assertThat(reason(take(change))).isEqualTo(reason);
    }

    /** As the application leaves it when the guard trips at the second gradient. */
    @Test
    void oneStepAloneIsNotLearnedFromButTrialsSeeIt() {
        TrajectorySegment tripped = Fixtures.copy(SEGMENT);
        int row = SEGMENT.getBlockCoordinates() * Float.BYTES;
        tripped.put("steps", SEGMENT.getSteps().subList(0, 1));
        tripped.put("lastStep", SEGMENT.getStateStep());
        tripped.put("unrollEnd", SEGMENT.getStateStep() + 1);
        tripped.put("gradients", SEGMENT.getGradients().duplicate().limit(row));
        tripped.put("updates", SEGMENT.getUpdates().duplicate().limit(row));
        tripped.put("end", SegmentEnd.GUARD);
        var seen = new ArrayList<SegmentEnd>();
        Intake.Witness witness = (segment, version) -> seen.add(segment.getEnd());
        Taken taken = new Intake(Fixtures.settings().build(), VERSION.spec())
                .take(LiveJob.key(SEGMENT), Wire.trajectories().encode(tripped), lineage, 100, Optional.of(witness));
        assertThat(reason(taken)).isEqualTo("TOO_SHORT");
        assertThat(seen).containsExactly(SegmentEnd.GUARD);
    }

    @Test
    void stepsOfAJobsOwnAreTakenToBeImitatedIfAskedFor() {
        LearnerSettings imitating = Fixtures.settings().imitating().build();
        TrajectorySegment segment = Fixtures.copy(SEGMENT);
        segment.put("steps", masked(StepMask.SHADOW));
        assertThat(take(imitating, segment)).isInstanceOf(Taken.Usable.class);
        List<TrajectoryStep> mixed = new ArrayList<>(masked(StepMask.SHADOW));
        mixed.set(3, SEGMENT.getSteps().get(3));
        segment.put("steps", mixed);
        assertThat(reason(take(imitating, segment))).isEqualTo("SHADOW");
    }

    @Test
    void bytesThatAreNoSegmentAreRefused() {
        var intake = new Intake(Fixtures.settings().build(), VERSION.spec());
        assertThat(reason(intake.take(null, new byte[] {1, 2, 3}, lineage, 100, Optional.empty())))
                .isEqualTo("UNDECODABLE");
        assertThat(reason(intake.take(null, null, lineage, 100, Optional.empty())))
                .isEqualTo("UNDECODABLE");
        byte[] bytes = Wire.trajectories().encode(SEGMENT);
        assertThat(reason(intake.take(null, bytes, lineage, 100, Optional.empty())))
                .isEqualTo("KEY_MISMATCH");
        bytes[5] ^= 1;
        assertThat(reason(intake.take(null, bytes, lineage, 100, Optional.empty())))
                .isEqualTo("UNKNOWN_SCHEMA");
    }

    @Test
    void lossesOfZeroAreTakenWhenAFloorWasAskedForOrTheObjectiveHasNoLogarithm() {
        TrajectorySegment segment = Fixtures.copy(SEGMENT);
        segment.put("steps", losing(0));
        assertThat(take(Fixtures.settings().takingAnyLoss().build(), segment)).isInstanceOf(Taken.Usable.class);
        assertThat(take(Fixtures.settings().summing().build(), segment)).isInstanceOf(Taken.Usable.class);
    }

    @Test
    void segmentsOfOtherFamiliesAreLeftToOthers() {
        assertThat(take(s -> s.put("optimizer", "g@4"))).isInstanceOf(Taken.Foreign.class);
    }
}

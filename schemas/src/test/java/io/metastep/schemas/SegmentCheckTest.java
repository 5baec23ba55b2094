package io.metastep.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentCheckTest {
    private static final long SEED = 20_260_102;

    record Flaw(RejectionReason reason, UnaryOperator<TrajectorySegment.Builder> make) {}

    static Stream<Flaw> flaws() {
        return Stream.of(
                new Flaw(RejectionReason.KEY_MISMATCH, s -> s.setJobId("a/b")),
                new Flaw(RejectionReason.KEY_MISMATCH, s -> s.setBlock(-1)),
                new Flaw(RejectionReason.BAD_SETTING, s -> s.setOptimizer("universal#stable")),
                new Flaw(RejectionReason.BAD_SETTING, s -> s.setAttempt(-1)),
                new Flaw(RejectionReason.BAD_SETTING, s -> s.setMemoryAge(-1)),
                new Flaw(RejectionReason.EMPTY, s -> s.setCoordinates(Examples.ints())),
                new Flaw(RejectionReason.EMPTY, s -> s.setSteps(List.of())),
                new Flaw(RejectionReason.BAD_SETTING, s -> s.setPlanes(0)),
                new Flaw(RejectionReason.WRONG_LENGTH, s -> s.setPlanes(Integer.MAX_VALUE)),
                new Flaw(RejectionReason.TOO_LONG, s -> s.setBlockCoordinates(1 << 20)),
                new Flaw(RejectionReason.TOO_LONG, s -> s.setSteps(Collections.nCopies(1_025, Examples.step(1)))),
                new Flaw(RejectionReason.WRONG_LENGTH, s -> s.setCoordinates(Examples.ints(1, 2, 3))),
                new Flaw(RejectionReason.WRONG_LENGTH, s -> s.setState(Examples.floats(1f))),
                new Flaw(RejectionReason.WRONG_LENGTH, s -> s.setGradients(Examples.floats(1f))),
                new Flaw(RejectionReason.WRONG_LENGTH, s -> s.setUpdates(Examples.floats())),
                new Flaw(RejectionReason.BAD_SETTING, s -> s.setCoordinates(Examples.ints(3, 1))),
                new Flaw(RejectionReason.BAD_SETTING, s -> s.setCoordinates(Examples.ints(-1, 1))),
                new Flaw(RejectionReason.BAD_SETTING, s -> s.setCoordinates(Examples.ints(1, 4))),
                new Flaw(RejectionReason.BAD_SETTING, s -> s.setInclusion(0f)),
                new Flaw(RejectionReason.BAD_SETTING, s -> s.setUnrollInclusion(Float.NaN)),
                new Flaw(RejectionReason.STALE_STEP, s -> s.setSteps(steps(20, 20, 23))),
                new Flaw(RejectionReason.BAD_SETTING, s -> s.setSteps(steps(20, 21, 24))),
                new Flaw(RejectionReason.BAD_SETTING, s -> s.setUnrollStart(19)),
                new Flaw(RejectionReason.BAD_SETTING, s -> s.setUnrollEnd(20)),
                new Flaw(RejectionReason.BAD_SETTING, s -> s.setUnrollEnd(25)),
                new Flaw(RejectionReason.NOT_FINITE, s -> s.setInitialLoss(Double.NaN)),
                new Flaw(RejectionReason.NOT_FINITE, s -> s.setSteps(withLast(Double.NaN, 1f))),
                new Flaw(RejectionReason.BAD_SETTING, s -> s.setSteps(withLast(1.0, -1f))),
                new Flaw(
                        RejectionReason.NOT_FINITE,
                        s -> s.setGradients(Examples.floats(1f, 1f, 1f, Float.NaN, 1f, 1f))));
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void aSegmentWhosePartsDoNotFitIsRefused(Flaw flaw) {
        TrajectorySegment segment = flaw.make.apply(Examples.segment()).build();

        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> SegmentCheck.check(segment))
                .satisfies(e -> assertThat(e.reason()).as(e.detail()).isEqualTo(flaw.reason));
    }

    @Test
    void aSegmentInOrderTellsHowManyCoordinatesItHas() throws WireException {
        assertThat(SegmentCheck.check(Examples.segment().build())).isEqualTo(2);
    }

    @Test
    void noMutationOfASegmentDoesMoreThanBeRefused() {
        Wire<TrajectorySegment> wire = Wire.trajectories();
        byte[] bytes = wire.encode(Examples.segment().build());
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] mutated = bytes.clone();
            mutated[Wire.HEADER_BYTES + random.nextInt(bytes.length - Wire.HEADER_BYTES)] = (byte) random.nextInt();
            try {
                SegmentCheck.check(wire.decode(mutated));
            } catch (WireException e) {
                refused++;
            }
        }
        assertThat(refused).as("seed %s", SEED).isGreaterThan(10_000);
    }

    private static List<TrajectoryStep> steps(long... numbers) {
        List<TrajectoryStep> steps = new ArrayList<>();
        for (long number : numbers) {
            steps.add(Examples.step(number));
        }
        return steps;
    }

    private static List<TrajectoryStep> withLast(double loss, float scale) {
        List<TrajectoryStep> steps = steps(20, 21);
        steps.add(new TrajectoryStep(23L, StepMask.LEARNED, loss, 1.0, scale));
        return steps;
    }
}

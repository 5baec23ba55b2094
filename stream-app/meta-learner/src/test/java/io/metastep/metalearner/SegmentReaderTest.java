package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Output;
import io.metastep.optimizer.Unroll;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.SegmentEnd;
import io.metastep.schemas.StepMask;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.TrajectoryStep;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentReaderTest {
    private static final LstmSpec SPEC = new LstmSpec(
            List.of(new Feature.LogAndSign(10), new Feature.NormalizedMomentum()),
            List.of(5, 4),
            new Output.Linear(0.1f));
    private static final int N = 7;
    private static final int STEPS = 9;
    private static final int UNROLL = 6;
    private static final long FIRST = 40;

    private final SplittableRandom random = new SplittableRandom(5);
    private final OptimizerParameters parameters = parameters();
    private final BlockState start = new BlockState(N, SPEC.planes());
    private final float[][] gradients = new float[STEPS][N];
    private final double[] losses = new double[STEPS];
    private final double[] smoothed = new double[STEPS];
    private final SegmentReader reader = new SegmentReader(SPEC);

    SegmentReaderTest() {
        for (int step = 0; step < STEPS; step++) {
            losses[step] = 1 + random.nextDouble();
            smoothed[step] = 1 + random.nextDouble();
            for (int i = 0; i < N; i++) {
                gradients[step][i] = (float) random.nextGaussian();
            }
        }
        var optimizer = Optimizers.of(SPEC, parameters);
        for (int step = 0; step < 3; step++) {
            optimizer.step(start, gradients[STEPS - 1 - step], new float[N], false);
        }
    }

    private OptimizerParameters parameters() {
        var values = new float[SPEC.parameterCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() * 0.3f;
        }
        return OptimizerParameters.of(SPEC, values);
    }

    /** What the application would publish of it. */
    private TrajectorySegment.Builder segment() {
        return TrajectorySegment.newBuilder()
                .setJobId("job")
                .setAttempt(1)
                .setTensor("w")
                .setBlock(0)
                .setOptimizer("a@1")
                .setStateStep(FIRST)
                .setLastStep(FIRST + STEPS - 1)
                .setUnrollStart(FIRST)
                .setUnrollEnd(FIRST + UNROLL)
                .setMemoryAge(3)
                .setBlockCoordinates(100)
                .setCoordinates(coordinates())
                .setInclusion(0.07f)
                .setPlanes(SPEC.planes())
                .setState(state())
                .setSteps(steps())
                .setGradients(floats(gradients))
                .setUpdates(floats(gradients))
                .setInitialLoss(2)
                .setEnd(SegmentEnd.COMPLETE);
    }

    private static ByteBuffer coordinates() {
        ByteBuffer bytes = ByteBuffer.allocate(N * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(IntStream.range(10, 10 + N).toArray());
        return bytes;
    }

    private ByteBuffer state() {
        ByteBuffer bytes = ByteBuffer.allocate(start.serializedBytes(BlockState.Encoding.FLOAT32));
        start.write(bytes);
        return bytes.flip();
    }

    private static ByteBuffer floats(float[][] rows) {
        ByteBuffer bytes = ByteBuffer.allocate(rows.length * N * Float.BYTES);
        for (float[] row : rows) {
            bytes.put(Elements.encode(ElementEncoding.FLOAT32, row, 0, N));
        }
        return bytes.flip();
    }

    private List<TrajectoryStep> steps() {
        List<TrajectoryStep> steps = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            steps.add(step(step, StepMask.LEARNED, 1));
        }
        return steps;
    }

    private TrajectoryStep step(int step, StepMask mask, float scale) {
        return new TrajectoryStep(FIRST + step, mask, losses[step], smoothed[step], scale);
    }

    /** Through the wire and back. */
    private Trajectory read(TrajectorySegment.Builder segment) throws WireException {
        Wire<TrajectorySegment> wire = Wire.trajectories();
        return reader.read(wire.decode(wire.encode(segment.build())));
    }

    private double[] metaGradient(Trajectory trajectory) {
        return MetaGradient.of(trajectory, Credits.STANDARD, Unroll.of(SPEC, parameters), parameters.size());
    }

    private Trajectory inProcess(float inclusion) {
        var all = new float[N];
        Arrays.fill(all, inclusion);
        return new Trajectory(start, all, gradients, losses, smoothed, 2, AppliedUpdates.asTheyAre(UNROLL, STEPS));
    }

    @Test
    void the_meta_gradient_of_a_segment_has_the_bits_of_the_one_in_process() throws WireException {
        double[] online = metaGradient(read(segment()));
        assertThat(online).isEqualTo(metaGradient(inProcess(0.07f)));
        assertThat(MetaGradient.norm(online)).isPositive();
        assertThat(read(segment()).metaLoss(0.001)).isEqualTo(inProcess(1).metaLoss(0.001));
    }

    @Test
    void a_coordinate_of_an_unroll_that_may_have_been_left_out_stands_for_more() throws WireException {
        assertThat(read(segment().setUnrollInclusion(0.5f)).totalWeight()).isCloseTo(N / (0.07 * 0.5), within(1e-3));
    }

    @Test
    void an_update_earns_credit_in_proportion_to_its_scale_and_none_if_it_was_not_applied() throws WireException {
        List<TrajectoryStep> steps = steps();
        steps.set(1, step(1, StepMask.LEARNED, 0.25f));
        steps.set(2, step(2, StepMask.REPLACED, 1));
        float[][] plain = Credits.STANDARD.of(read(segment()));
        float[][] credits = Credits.STANDARD.of(read(segment().setSteps(steps)));
        for (int i = 0; i < N; i++) {
            assertThat(credits[0][i]).isEqualTo(plain[0][i]);
            assertThat(credits[1][i]).isEqualTo(0.25f * plain[1][i]);
            assertThat(credits[2][i]).isZero();
            assertThat(credits[3][i]).isEqualTo(plain[3][i]);
        }
    }

    @Test
    void burn_in_updates_earn_no_credit_and_do_not_count() throws WireException {
        float[][] plain = Credits.STANDARD.of(read(segment()));
        float[][] credits = Credits.STANDARD.of(read(segment().setUnrollStart(FIRST + 3)));
        assertThat(credits[2]).containsOnly(0f);
        for (int i = 0; i < N; i++) {
            assertThat(credits[3][i]).isCloseTo(plain[3][i] * UNROLL / (UNROLL - 3), within(1e-5f));
        }
    }

    @Test
    void a_segment_that_was_cut_short_is_differentiated_as_far_as_there_are_later_gradients() throws WireException {
        assertThat(read(segment().setUnrollEnd(FIRST + STEPS)).unroll()).isEqualTo(STEPS - 1);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertRefused(segment().setInitialLoss(0));
        assertRefused(segment().setInitialLoss(-1));
        assertRefused(segment().setUnrollStart(FIRST + STEPS - 1).setUnrollEnd(FIRST + STEPS));
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> new SegmentReader(new LstmSpec(SPEC.features(), List.of(3), SPEC.output()))
                        .read(segment().build()))
                .withMessageContaining("planes");
    }

    private void assertRefused(TrajectorySegment.Builder segment) {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> read(segment))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(RejectionReason.BAD_SETTING));
    }
}

package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LearnableSgdSpec;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Output;
import io.metastep.optimizer.Unroll;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.SegmentEnd;
import io.metastep.schemas.StepMask;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.TrajectoryStep;
import io.metastep.schemas.WireException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * S(phi) = 1/(n) sum over s, i of c u(phi) + (kappa/2) (rms c / rms u_log) (u(phi) - u_log)^2, differentiated by finite differences in
 * double precision. The segment burns in two updates, has one that the job replaced and one that it scaled by zero.
 */
class ProximalFormulaTest {
    private static final int N = 6;
    private static final int STEPS = 10;
    private static final int BURN_IN = 2;
    private static final int UNROLL = 8;
    private static final int REPLACED = 4;
    private static final int UNSCALED = 6;
    private static final double KAPPA = 2;
    private static final float RATE = 0.3f;
    private final SplittableRandom random = new SplittableRandom(3);
    private final float[][] gradients = drawn(1);
    private final float[][] applied = drawn(0.2);

    private float[][] drawn(double size) {
        var values = new float[STEPS][N];
        for (float[] row : values) {
            for (int i = 0; i < N; i++) {
                row[i] = (float) (size * random.nextGaussian());
            }
        }
        return values;
    }

    private static boolean counts(int step) {
        return step >= BURN_IN && step < UNROLL && step != REPLACED && step != UNSCALED;
    }

    private Trajectory trajectory(OptimizerSpec spec, float[][] updates) throws WireException {
        return new SegmentReader(spec)
                .read(TrajectorySegment.newBuilder()
                        .setJobId("job")
                        .setAttempt(1)
                        .setTensor("w")
                        .setBlock(0)
                        .setOptimizer("a@1")
                        .setStateStep(0)
                        .setLastStep(STEPS - 1)
                        .setUnrollStart(BURN_IN)
                        .setUnrollEnd(UNROLL)
                        .setMemoryAge(0)
                        .setBlockCoordinates(N)
                        .setCoordinates(indices())
                        .setInclusion(0.25f)
                        .setPlanes(spec.planes())
                        .setState(ByteBuffer.allocate(Float.BYTES * N * spec.planes()))
                        .setSteps(steps())
                        .setGradients(floats(gradients))
                        .setUpdates(floats(updates))
                        .setInitialLoss(1)
                        .setEnd(SegmentEnd.COMPLETE)
                        .build());
    }

    private static ByteBuffer indices() {
        ByteBuffer bytes = ByteBuffer.allocate(N * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < N; i++) {
            bytes.putInt(i);
        }
        return bytes.flip();
    }

    private static List<TrajectoryStep> steps() {
        var steps = new ArrayList<TrajectoryStep>();
        for (int step = 0; step < STEPS; step++) {
            StepMask mask = step == REPLACED ? StepMask.REPLACED : StepMask.LEARNED;
            steps.add(new TrajectoryStep((long) step, mask, 1.0, 1.0, step == UNSCALED ? 0f : 1f));
        }
        return steps;
    }

    private static ByteBuffer floats(float[][] rows) {
        ByteBuffer bytes = ByteBuffer.allocate(STEPS * N * Float.BYTES);
        for (float[] row : rows) {
            bytes.put(Elements.encode(ElementEncoding.FLOAT32, row, 0, N));
        }
        return bytes.flip();
    }

    @Test
    void theMetaGradientIsTheDerivativeOfTheSurrogateWithItsProximalTerm() throws WireException {
        var spec = new LearnableSgdSpec();
        Trajectory trajectory = trajectory(spec, applied);
        var phi = OptimizerParameters.of(spec, new float[] {RATE});
        double[] gradient = new Surrogate(spec, phi, Credits.STANDARD, new Proximal(KAPPA)).gradient(trajectory);
        float[][] credits = Credits.STANDARD.of(trajectory);
        double step = 1e-6;
        double expected = (sgdSurrogate(RATE + step, credits) - sgdSurrogate(RATE - step, credits)) / (2 * step);
        assertThat(gradient[0]).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
        double without = new Surrogate(spec, phi, Credits.STANDARD, Proximal.NONE).gradient(trajectory)[0];
        assertThat(gradient[0]).isNotCloseTo(without, within(0.1 * Math.abs(without)));
    }

    /** A sampled coordinate stands for four, in credits and term alike, and in the mean's number of coordinates. */
    private double sgdSurrogate(double phi, float[][] credits) {
        double sum = 0;
        double strength = KAPPA * ratio(credits, applied);
        for (int s = 0; s < UNROLL; s++) {
            for (int i = 0; i < N; i++) {
                double update = -phi * gradients[s][i];
                sum += credits[s][i] * update;
                sum += counts(s) ? 4 * strength / 2 * Math.pow(update - applied[s][i], 2) : 0;
            }
        }
        return sum / (4 * N);
    }

    private static double ratio(float[][] credits, float[][] updates) {
        double credit = 0;
        double update = 0;
        for (int s = 0; s < UNROLL; s++) {
            for (int i = 0; i < N && counts(s); i++) {
                credit += Math.pow(credits[s][i] / 4.0, 2);
                update += Math.pow(updates[s][i], 2);
            }
        }
        return Math.sqrt(credit / update);
    }

    @Test
    void itGoesThroughTheMemoryOfAnLstm() throws WireException {
        var spec = new LstmSpec(
                List.of(new Feature.LogAndSign(10), new Feature.NormalizedMomentum()),
                List.of(5, 4),
                new Output.Linear(0.1f));
        Trajectory trajectory = trajectory(spec, applied);
        double[] phi = random.doubles(spec.parameterCount(), -0.4, 0.4).toArray();
        double[] direction = random.doubles(spec.parameterCount(), -1, 1).toArray();
        double[] gradient = new Surrogate(spec, moved(spec, phi, direction, 0), Credits.STANDARD, new Proximal(KAPPA))
                .gradient(trajectory);
        double step = 2e-3;
        double expected = (lstmSurrogate(spec, moved(spec, phi, direction, step), trajectory)
                        - lstmSurrogate(spec, moved(spec, phi, direction, -step), trajectory))
                / (2 * step);
        double slope = 0;
        for (int i = 0; i < gradient.length; i++) {
            slope += gradient[i] * direction[i];
        }
        assertThat(slope).isCloseTo(expected, within(2e-3 * Math.abs(expected)));
    }

    private static OptimizerParameters moved(OptimizerSpec spec, double[] phi, double[] direction, double step) {
        var values = new float[phi.length];
        for (int i = 0; i < phi.length; i++) {
            values[i] = (float) (phi[i] + step * direction[i]);
        }
        return OptimizerParameters.of(spec, values);
    }

    private double lstmSurrogate(OptimizerSpec spec, OptimizerParameters phi, Trajectory trajectory) {
        float[][] credits = Credits.STANDARD.of(trajectory);
        double strength = KAPPA * ratio(credits, applied);
        var optimizer = Optimizers.of(spec, phi);
        BlockState memory = optimizer.newState(N);
        var update = new float[N];
        double sum = 0;
        for (int s = 0; s < UNROLL; s++) {
            optimizer.step(memory, gradients[s], update, false);
            for (int i = 0; i < N; i++) {
                sum += (double) credits[s][i] * update[i];
                sum += counts(s) ? 4 * strength / 2 * Math.pow((double) update[i] - applied[s][i], 2) : 0;
            }
        }
        return sum / (4 * N);
    }

    @Test
    void onPolicyThereIsNoTerm() throws WireException {
        var spec = new LearnableSgdSpec();
        var phi = OptimizerParameters.of(spec, new float[] {RATE});
        var own = new float[STEPS][N];
        var sgd = Optimizers.of(spec, phi);
        BlockState memory = sgd.newState(N);
        for (int s = 0; s < STEPS; s++) {
            sgd.step(memory, gradients[s], own[s], false);
        }
        Trajectory trajectory = trajectory(spec, own);
        assertThat(new Surrogate(spec, phi, Credits.STANDARD, new Proximal(KAPPA)).gradient(trajectory))
                .isEqualTo(MetaGradient.of(trajectory, Credits.STANDARD, Unroll.of(spec, phi), 1));
    }

    @Test
    void anOptimizerThatNeverMovedAnythingMayLeaveZero() throws WireException {
        var spec = new LearnableSgdSpec();
        var phi = OptimizerParameters.of(spec, new float[] {RATE});
        Trajectory trajectory = trajectory(spec, new float[STEPS][N]);
        assertThat(new Surrogate(spec, phi, Credits.STANDARD, new Proximal(KAPPA)).gradient(trajectory))
                .isEqualTo(new Surrogate(spec, phi, Credits.STANDARD, Proximal.NONE).gradient(trajectory));
    }

    @Test
    void itsStrengthIsChecked() {
        assertThatThrownBy(() -> new Proximal(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Proximal(Double.NaN)).hasMessageContaining("NaN");
    }
}

package io.metastep.metalearner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.metalearner.Workers;
import io.metastep.optimizees.Evaluation;
import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizees.Tensor;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.SgdSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PilotTest {
    private static final int STEPS = 20;
    private static final Task QUADRATICS =
            new TaskCatalogue(Optional.empty()).parse("quadratic:dimension=3,problems=4");

    @Test
    void lossesAreTakenUpToTwiceTheStepsThatAreCompared() {
        EvaluationTask plan = Pilot.plan(QUADRATICS, 200, 3);
        assertThat(plan.horizons()).containsExactly(200);
        assertThat(plan.curve()).startsWith(10, 20).contains(200).endsWith(400);
        assertThat(Pilot.plan(QUADRATICS, 10, 3).curve())
                .startsWith(1, 2)
                .contains(10)
                .endsWith(20);
    }

    @Test
    void stepsToTheBaselinesFinalLossAreCounted() {
        // The best baseline jumps to the bottom, 0.5. Halving x at each step leaves 0.5 + x^2 4^-t / 2, which rounds to
        // 0.5 from about
        // t = 26 on, where 4^-t is the last bit of a double.
        PilotResult result = run(new Bowl(0.5), new SgdSpec(0.5f));
        assertThat(result.members()).allMatch(member -> member.rivalLoss() == 0.5);
        assertThat(result.stepsNeeded().allReached()).isTrue();
        assertThat(result.members())
                .allSatisfy(member -> assertThat(member.stepsNeeded()).isBetween(24.0, 30.0));
    }

    @Test
    void aMemberIsToldByItsMeanLossAndItsSeed() {
        PilotResult result = run(QUADRATICS, new SgdSpec(0.01f));
        assertThat(result.members()).hasSize(4).extracting(MemberOutcome::seed).doesNotHaveDuplicates();
        double mean = result.members().stream()
                .mapToDouble(MemberOutcome::loss)
                .average()
                .orElseThrow();
        double reported = result.learned().curve().stream()
                .filter(point -> point.step() == STEPS)
                .findFirst()
                .orElseThrow()
                .mean();
        assertThat(mean).isCloseTo(reported, within(1e-9 * reported));
        assertThat(result.worst().ratio())
                .isEqualTo(result.members().stream()
                        .mapToDouble(MemberOutcome::ratio)
                        .max()
                        .orElseThrow());
    }

    @Test
    void aRunThatDivergesIsTheWorstAndReachesNothing() {
        PilotResult wild = run(QUADRATICS, new SgdSpec(100));
        assertThat(wild.diverged()).isEqualTo(4);
        assertThat(wild.worst().diverged()).isTrue();
        assertThat(wild.stepsNeeded().reached()).isZero();
        assertThat(wild.stepsNeeded().typical()).isNaN();
        assertThat(wild.hasRatios()).isFalse();
        assertThat(Recommendation.of(wild, PilotTime.of(wild, 0))).isEqualTo(Recommendation.DIVERGED);
    }

    @Test
    void negativeLossesAreTunedForTooAndComparedByTheirDifferences() {
        PilotResult result = run(new Bowl(-100), new SgdSpec(1e-6f));
        assertThat(result.comparison().baselines(STEPS)).allMatch(baseline -> baseline.diverged() == 0);
        assertThat(result.members()).allMatch(member -> member.rivalLoss() < -99.9);
        assertThat(result.hasRatios()).isFalse();
        assertThat(result.ratio().value()).isNaN();
        assertThat(result.difference().low()).isPositive();
        assertThat(Recommendation.of(result, PilotTime.of(result, 0))).isEqualTo(Recommendation.WORSE);
    }

    @Test
    void whereLossesReachZeroThereAreNoRatiosEither() {
        PilotResult result = run(new Bowl(0), new SgdSpec(1));
        assertThat(result.members()).allMatch(member -> member.loss() == 0);
        assertThat(result.hasRatios()).isFalse();
        assertThat(result.difference().value()).isNotNaN();
        assertThat(result.stepsNeeded().allReached()).isTrue();
    }

    private static PilotResult run(Task task, OptimizerSpec learned) {
        try (var workers = new Workers("test", 2)) {
            var evaluation = new TaskEvaluation(
                    List.of(new Learned("mine", Optimizers.of(learned))),
                    OptimizerSpec::toString,
                    workers,
                    () -> 0,
                    new EvaluationListener() {});
            return Pilot.run(Pilot.plan(task, STEPS, 4), evaluation);
        }
    }

    /** f(x) = floor + sum of x_i^2 / 2. */
    private record Bowl(double floor) implements Task {
        @Override
        public String name() {
            return "bowl";
        }

        @Override
        public Optimizee open(long seed) {
            var random = new SplittableRandom(seed);
            float[] start = {(float) random.nextGaussian(), (float) random.nextGaussian()};
            return new BowlMember(floor, start);
        }
    }

    private static final class BowlMember implements Optimizee {
        private final double floor;
        private final float[] start;

        BowlMember(double floor, float[] start) {
            this.floor = floor;
            this.start = start;
        }

        @Override
        public List<Tensor> tensors() {
            return List.of(Tensor.of("x", 2));
        }

        @Override
        public float[][] initialParameters() {
            return new float[][] {start.clone()};
        }

        @Override
        public double lossAndGradients(float[][] parameters, long step, float[][] gradients) {
            System.arraycopy(parameters[0], 0, gradients[0], 0, 2);
            return loss(parameters[0]);
        }

        private double loss(float[] x) {
            return floor + (x[0] * (double) x[0] + x[1] * (double) x[1]) / 2;
        }

        @Override
        public Evaluation evaluate(float[][] parameters) {
            return new Evaluation(loss(parameters[0]), OptionalDouble.empty());
        }
    }
}

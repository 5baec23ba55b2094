package io.metastep.metalearner.evaluation;

import io.metastep.metalearner.evaluation.TaskEvaluation.Measured;
import io.metastep.optimizees.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A small comparison on one task, told member by member: how many steps a learned optimizer needs for the final loss of the best tuned
 * baseline, and how bad the worst member is.
 */
public final class Pilot {
    private static final int TUNING_MEMBERS = 2;
    /** Where losses are taken, in twentieths of the baselines' steps; the learned optimizer goes on to twice as many. */
    private static final int[] TWENTIETHS = {1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 18, 20, 24, 28, 32, 36, 40};

    private static final int WHOLE = 20;

    private Pilot() {}

    /**
     * What is compared.
     *
     * @param steps that baselines are tuned for
     * @param members how many members of the task are trained, at least 2
     */
    public static EvaluationTask plan(Task task, int steps, int members) {
        List<Integer> curve = Arrays.stream(TWENTIETHS)
                .map(part -> (int) Math.max(1, (long) part * steps / WHOLE))
                .distinct()
                .boxed()
                .toList();
        return new EvaluationTask(
                "pilot", "pilot", task.name(), task, Optional.empty(), List.of(steps), curve, members, TUNING_MEMBERS);
    }

    /** Runs the comparison of a plan; the evaluation has one learned optimizer. */
    public static PilotResult run(EvaluationTask plan, TaskEvaluation evaluation) {
        Measured measured = evaluation.measure(plan);
        List<Trial> learned = trials(measured, Contender::isLearned);
        OptimizerResult best = measured.result().best(plan.lastHorizon());
        List<Trial> rivals = trials(
                measured,
                contender -> !contender.isLearned() && contender.name().equals(best.optimizer()));
        List<MemberOutcome> members = IntStream.range(0, plan.members())
                .mapToObj(i -> outcome(plan, plan.seeds().get(i), learned.get(i), rivals.get(i)))
                .toList();
        return new PilotResult(measured.result(), members, plan.end());
    }

    private static List<Trial> trials(Measured measured, Predicate<Contender> whose) {
        return measured.trials().entrySet().stream()
                .filter(entry -> whose.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static MemberOutcome outcome(EvaluationTask plan, long seed, Trial learned, Trial rival) {
        int end = plan.lastHorizon();
        double target = Estimates.finite(rival.meanLoss(end));
        return new MemberOutcome(
                seed,
                Estimates.finite(learned.meanLoss(end)),
                target,
                new Descent(plan.curve(), learned::meanLoss).stepsTo(target),
                learned.diverged());
    }
}

package io.metastep.optimizees;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Checks whether a task keeps what {@link Task} and {@link Optimizee} promise, on one or two of its members at their initial
 * parameters: shapes agree, losses and gradients are finite, gradients are written and are those of the loss, nothing but seed,
 * step and parameters decides them. For tests of tasks, and for commands that are given the task of a stranger.
 */
public final class TaskCheck {
    private static final long SEED = 1;
    private static final long OTHER_SEED = 2;
    private static final double ROUNDING = 1e-4;

    private final Task task;
    private final Findings findings;

    private TaskCheck(Task task, Consumer<Throwable> onThrown) {
        this.task = task;
        findings = new Findings(onThrown);
    }

    /** Everything that is wrong with the task, in sentences; empty if nothing was found. */
    public static List<String> problems(Task task) {
        return problems(task, thrown -> {});
    }

    /**
     * The same.
     *
     * @param onThrown receives what the task's code threw, which sentences only mention
     */
    public static List<String> problems(Task task, Consumer<Throwable> onThrown) {
        return new TaskCheck(task, onThrown).run();
    }

    private List<String> run() {
        findings.attempt("name()", task::name)
                .ifPresent(name -> findings.require(!name.isBlank(), "name() is blank, expected a name for reports"));
        Optional<Optimizee> first = open(SEED);
        first.ifPresent(this::check);
        first.ifPresent(this::close);
        return findings.list();
    }

    private Optional<Optimizee> open(long seed) {
        return findings.attempt("open(%d)".formatted(seed), () -> task.open(seed));
    }

    private void close(Optimizee optimizee) {
        findings.attempt("close()", () -> {
            optimizee.close();
            return true;
        });
    }

    private void check(Optimizee optimizee) {
        Optional<Sample> first = new ShapeCheck(findings).sample(optimizee);
        first.ifPresent(sample -> {
            checkEvaluation(optimizee, sample);
            checkRepetition(optimizee, sample);
            checkOthers(optimizee, sample);
            if (findings.isEmpty()) {
                new GradientCheck(optimizee, sample, findings).run();
            }
        });
    }

    private void checkEvaluation(Optimizee optimizee, Sample sample) {
        float[][] parameters = sample.parameters();
        Optional<Evaluation> evaluation =
                findings.attempt("evaluate(initial parameters)", () -> optimizee.evaluate(parameters));
        Optional<double[]> losses =
                findings.attempt("problemLosses(initial parameters)", () -> optimizee.problemLosses(parameters));
        findings.require(sample.hasParameters(parameters), "evaluate changed the parameters, which it may only read");
        evaluation.ifPresent(this::checkEvaluation);
        if (evaluation.isPresent() && losses.isPresent()) {
            checkMean(losses.get(), evaluation.get().loss());
        }
    }

    private void checkEvaluation(Evaluation evaluation) {
        findings.require(
                Double.isFinite(evaluation.loss()),
                "evaluate(initial parameters) has loss %s, expected a finite number",
                evaluation.loss());
        OptionalDouble accuracy = evaluation.accuracy();
        findings.require(
                accuracy.isEmpty() || (accuracy.getAsDouble() >= 0 && accuracy.getAsDouble() <= 1),
                "evaluate(initial parameters) has accuracy %s, expected a share from 0 to 1",
                accuracy);
    }

    private void checkMean(double[] losses, double loss) {
        if (findings.require(losses.length > 0, "problemLosses returned no loss, expected one for each problem")) {
            double mean = Arrays.stream(losses).sum() / losses.length;
            findings.require(
                    !(Math.abs(mean - loss) > ROUNDING * Math.abs(loss)),
                    "the mean of problemLosses is %s, but evaluate says %s",
                    mean,
                    loss);
        }
    }

    /** The same step again, after another one, and the same parameters: the same bits. */
    private void checkRepetition(Optimizee optimizee, Sample sample) {
        at(optimizee, sample, 1);
        at(optimizee, sample, 0)
                .ifPresent(again -> findings.require(
                        again.equals(sample),
                        "step 0 had loss %s, and %s when asked again after step 1; loss and gradients must depend on"
                                + " parameters and step only",
                        sample.loss(),
                        again.loss()));
    }

    private Optional<Sample> at(Optimizee optimizee, Sample sample, long step) {
        return findings.attempt(
                "lossAndGradients at step " + step, () -> Sample.at(optimizee, sample.parameters(), step));
    }

    /** Members beside this one: the same seed is the same problem, another seed another one, and they leave it alone. */
    private void checkOthers(Optimizee optimizee, Sample sample) {
        with(
                SEED,
                same -> findings.require(
                        same.equals(sample),
                        "open(%d) twice gave different problems (losses %s and %s at step 0); the seed must decide all that is random",
                        SEED,
                        sample.loss(),
                        same.loss()));
        with(
                OTHER_SEED,
                other -> findings.require(
                        !other.equals(sample),
                        "open(%d) and open(%d) are the same problem; several seeds would say no more than one, so let the seed"
                                + " decide the initial parameters, the minibatches or the problem",
                        SEED,
                        OTHER_SEED));
        at(optimizee, sample, 0)
                .ifPresent(again -> findings.require(
                        again.equals(sample),
                        "opening other members changed this one's loss at step 0 from %s to %s; members must not share"
                                + " buffers, several are trained side by side",
                        sample.loss(),
                        again.loss()));
    }

    private void with(long seed, Consumer<Sample> look) {
        open(seed).ifPresent(member -> {
            Callable<Sample> sample = () -> Sample.at(member, member.initialParameters(), 0);
            findings.attempt("lossAndGradients of open(%d)".formatted(seed), sample)
                    .ifPresent(look);
            close(member);
        });
    }
}

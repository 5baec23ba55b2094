package io.metastep.metalearner.online;

import io.metastep.metalearner.LossCurve;
import io.metastep.metalearner.Workers;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The gate of fixed tasks: a candidate and the incumbents train the same members of a few small tasks in process. The candidate
 * fails if one of its losses is not finite, or if the geometric mean of the ratios of its final losses to those of an incumbent is
 * above 1 + margin.
 */
public final class FixedTasks implements Gate {
    /** How much worse than an incumbent a candidate may be by default. */
    public static final double MARGIN = 0.05;

    private static final long FIRST_SEED = 0x7200_0000L;
    private final List<Exam> exams;
    private final double margin;
    private final Workers workers;
    private final Map<String, List<Double>> examined = new HashMap<>(); // losses of today's incumbents

    /**
     * One member of a task.
     *
     * @param horizon steps after which the loss over the whole problem counts
     * @param seed which member
     */
    public record Exam(Task task, int horizon, long seed) {
        double loss(OptimizerFile file) {
            return LossCurve.of(task, List.of(horizon), List.of(seed), Optimizers.of(file))
                    .get(0);
        }

        @Override
        public String toString() {
            return "%s, member %d, after %d steps".formatted(task.name(), seed - FIRST_SEED, horizon);
        }
    }

    /** A gate with these tasks. */
    public FixedTasks(List<Exam> exams, double margin, Workers workers) {
        if (exams.isEmpty() || !(margin >= 0 && margin <= 10)) {
            throw new IllegalArgumentException("A gate of %d tasks with margin %s; expected at least one, and 0 to 10"
                    .formatted(exams.size(), margin));
        }
        this.exams = List.copyOf(exams);
        this.margin = margin;
        this.workers = workers;
    }

    /** Two members each of quadratics and of small sigmoid and ReLU perceptrons on drawn digits. */
    public static List<Exam> standard() {
        var tasks = new TaskCatalogue(Optional.empty());
        return exams(
                Stream.of(
                                "quadratic:problems=64",
                                "digits-mlp:widths=10,batch=64,pool=4",
                                "digits-mlp:widths=10,activation=relu,batch=64,pool=4")
                        .map(tasks::parse)
                        .toList(),
                100);
    }

    /** Two members of each task, which nobody else trains. */
    public static List<Exam> exams(List<Task> tasks, int horizon) {
        return tasks.stream()
                .flatMap(
                        task -> LongStream.range(0, 2).mapToObj(member -> new Exam(task, horizon, FIRST_SEED + member)))
                .toList();
    }

    /** A candidate's losses as a share of an incumbent's. */
    private record Share(String incumbent, double ratio) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3f of %s's", ratio, incumbent);
        }
    }

    @Override
    public Verdict judge(OptimizerFile candidate, List<OptimizerFile> incumbents) {
        List<Double> losses = losses(candidate);
        for (int i = 0; i < losses.size(); i++) {
            if (!Double.isFinite(losses.get(i))) {
                return new Verdict(false, "its loss diverges on " + exams.get(i));
            }
        }
        examined.keySet()
                .retainAll(incumbents.stream().map(OptimizerFile::reference).toList());
        return verdict(incumbents.stream()
                .map(incumbent -> new Share(incumbent.reference(), ratio(losses, lossesOf(incumbent))))
                .toList());
    }

    private Verdict verdict(List<Share> shares) {
        String told = "its loss is %s on %d fixed tasks"
                .formatted(shares.stream().map(Share::toString).collect(Collectors.joining(" and ")), exams.size());
        return shares.stream().allMatch(share -> share.ratio() <= 1 + margin)
                ? new Verdict(true, told)
                : new Verdict(false, told + String.format(Locale.ROOT, ", at most %.3f is allowed", 1 + margin));
    }

    private List<Double> losses(OptimizerFile file) {
        return workers.map(exams, exam -> exam.loss(file));
    }

    /** Published versions do not change, so they are examined once. */
    private List<Double> lossesOf(OptimizerFile incumbent) {
        return examined.computeIfAbsent(incumbent.reference(), reference -> losses(incumbent));
    }

    /** Geometric mean over the tasks on which the incumbent does not diverge; 0 if it does on all. */
    private static double ratio(List<Double> losses, List<Double> incumbent) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < losses.size(); i++) {
            if (Double.isFinite(incumbent.get(i))) {
                sum += Math.log(losses.get(i) / incumbent.get(i));
                count++;
            }
        }
        return count == 0 ? 0 : Math.exp(sum / count);
    }
}

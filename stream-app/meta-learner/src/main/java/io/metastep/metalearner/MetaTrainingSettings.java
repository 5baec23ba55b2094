package io.metastep.metalearner;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that decides the result of a meta-training.
 *
 * @param family name of the optimizer's family
 * @param version its version
 * @param spec what is learned
 * @param parent where to start from; empty means the spec's initial parameters
 * @param seed of everything random
 * @param workloads what to train on
 * @param budget when it ends
 * @param firstRate rate of the meta-parameters' Adam at the start
 * @param lastRate rate at the end, reached by an exponential decay
 * @param averaging what the running average of the meta-parameters, which is judged and kept, keeps of itself with each meta-step
 * @param credits how updates are credited
 * @param response whether credits consider how later gradients would have answered
 * @param imitation of Adam, at the start
 * @param unroll updates per trajectory
 * @param tail gradients logged beyond the unroll, for credit only
 * @param coordinates about how many coordinates of each tensor are differentiated
 * @param validation what versions are judged by; the best on it is the result
 * @param validateEvery meta-steps between validations
 * @param patience validations without a better version after which training ends early; 0 for never
 * @param threads how many jobs run at once; does not change the result
 * @param command what a person types to repeat this, for the provenance
 */
public record MetaTrainingSettings(
        String family,
        int version,
        OptimizerSpec spec,
        Optional<OptimizerFile> parent,
        long seed,
        List<Workload> workloads,
        Budget budget,
        double firstRate,
        double lastRate,
        double averaging,
        Credits credits,
        Response response,
        Imitation imitation,
        int unroll,
        int tail,
        int coordinates,
        List<ValidationTask> validation,
        int validateEvery,
        int patience,
        int threads,
        String command) {

    public MetaTrainingSettings {
        workloads = List.copyOf(workloads);
        validation = List.copyOf(validation);
        var problems = new ArrayList<String>();
        require(problems, spec.isLearnable(), spec + " has nothing to learn");
        require(problems, parent.map(OptimizerFile::spec).orElse(spec).equals(spec), "the parent is not " + spec);
        require(problems, !workloads.isEmpty(), "there is no workload to train on");
        require(problems, !validation.isEmpty(), "there is no task to validate on");
        require(problems, lastRate > 0, "last meta-rate " + lastRate + ", expected a positive one");
        require(problems, lastRate <= firstRate, "meta-rates " + firstRate + " to " + lastRate + " are growing");
        require(problems, averaging >= 0 && averaging < 1, "averaging of " + averaging + ", expected 0 to below 1");
        require(problems, unroll >= 1 && unroll <= 10_000, "unroll of " + unroll + ", expected 1 to 10000");
        require(problems, tail >= 0 && tail <= unroll, "credit tail of " + tail + ", expected 0 to " + unroll);
        require(problems, coordinates >= 1, coordinates + " coordinates per tensor, expected at least 1");
        require(problems, validateEvery >= 1, "validation every " + validateEvery + " meta-steps, expected 1 or more");
        require(problems, patience >= 0, "patience of " + patience + " validations, expected 0 or more");
        require(problems, threads >= 1 && threads <= 256, threads + " threads, expected 1 to 256");
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("Meta-training: " + String.join("; ", problems));
        }
    }

    private static void require(List<String> problems, boolean condition, String problem) {
        if (!condition) {
            problems.add(problem);
        }
    }

    /** Rate of the meta-parameters' Adam at a point of the training, from 0 (start) to 1 (end). */
    double rate(double progress) {
        return firstRate * Math.pow(lastRate / firstRate, progress);
    }

    /** What its jobs need to know. */
    RolloutSettings rollouts() {
        return new RolloutSettings(
                spec, credits, response, imitation, GradientScale.NORMALIZE, unroll, tail, coordinates);
    }
}

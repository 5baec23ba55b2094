package io.metastep.cli.explain;

import io.metastep.metalearner.Divergence;
import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Tensor;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A real job: an optimizee trained by the optimizer, while Adam at rate 1 watches the same gradients without steering. Sampled
 * coordinates are recorded.
 */
final class Job {
    private final Optimizee optimizee;
    private final Optimizer optimizer;
    private final Optimizer adam = Twins.adam(1);
    private final List<BlockState> states = new ArrayList<>(); // per tensor
    private final List<BlockState> adamStates = new ArrayList<>();
    private final float[][] parameters;
    private final float[][] gradients;
    private final float[][] updates;
    private final float[][] adamUpdates;

    Job(Optimizee optimizee, Optimizer optimizer) {
        this.optimizee = optimizee;
        this.optimizer = optimizer;
        parameters = optimizee.initialParameters();
        gradients = optimizee.newArrays();
        updates = optimizee.newArrays();
        adamUpdates = optimizee.newArrays();
        for (Tensor tensor : optimizee.tensors()) {
            states.add(optimizer.newState(tensor.size()));
            adamStates.add(adam.newState(tensor.size()));
        }
    }

    /** Trains; stops early when the loss has run away. */
    JobRecord run(int steps, IntConsumer afterStep) {
        var record = new JobRecord(optimizee.tensors(), steps);
        record.begin(optimizee.evaluate(parameters).loss());
        double limit = Double.NaN;
        for (int step = 0; step < steps; step++) {
            double loss = optimizee.lossAndGradients(parameters, step, gradients);
            limit = step == 0 ? Divergence.limit(loss) : limit;
            if (!(loss < limit)) {
                break;
            }
            step(record);
            afterStep.accept(step + 1);
        }
        record.end(optimizee.evaluate(parameters).loss());
        return record;
    }

    private void step(JobRecord record) {
        for (int tensor = 0; tensor < parameters.length; tensor++) {
            optimizer.step(states.get(tensor), gradients[tensor], updates[tensor], false);
            adam.step(adamStates.get(tensor), gradients[tensor], adamUpdates[tensor], false);
            add(parameters[tensor], updates[tensor]);
        }
        record.step(gradients, updates, adamUpdates);
    }

    private static void add(float[] parameters, float[] updates) {
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += updates[i];
        }
    }
}

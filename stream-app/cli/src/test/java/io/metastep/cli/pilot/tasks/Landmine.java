package io.metastep.cli.pilot.tasks;

import io.metastep.optimizees.Evaluation;
import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.Tensor;
import java.util.List;

/** A stranger's task that passes the check and then throws at its fifth step. */
public final class Landmine implements Task {
    @Override
    public String name() {
        return "landmine";
    }

    @Override
    public Optimizee open(long seed) {
        return new Member(new Hill().open(seed));
    }

    private record Member(Optimizee hill) implements Optimizee {
        @Override
        public List<Tensor> tensors() {
            return hill.tensors();
        }

        @Override
        public float[][] initialParameters() {
            return hill.initialParameters();
        }

        @Override
        public double lossAndGradients(float[][] parameters, long step, float[][] gradients) {
            if (step == 5) {
                throw new IllegalStateException("the file of images is gone");
            }
            return hill.lossAndGradients(parameters, step, gradients);
        }

        @Override
        public Evaluation evaluate(float[][] parameters) {
            return hill.evaluate(parameters);
        }
    }
}

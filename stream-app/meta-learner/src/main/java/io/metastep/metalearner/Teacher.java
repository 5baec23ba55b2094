package io.metastep.metalearner;

import io.metastep.optimizees.Tensor;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.Optimizers;
import java.util.List;

/** A hand-designed optimizer with its memory of one job, which shows how it is done. */
final class Teacher {
    private final Optimizer optimizer;
    private final BlockState[] states; // one block per tensor

    Teacher(Imitation imitation, List<Tensor> tensors) {
        optimizer = Optimizers.of(imitation.teacher());
        states = tensors.stream()
                .map(tensor -> optimizer.newState(tensor.size()))
                .toArray(BlockState[]::new);
    }

    /** Its update of one tensor. */
    void step(int tensor, float[] gradient, float[] update) {
        optimizer.step(states[tensor], gradient, update, false);
    }

    void save(SnapshotOutput out) {
        for (BlockState state : states) {
            out.state(state);
        }
    }

    void restore(SnapshotInput in) {
        for (BlockState state : states) {
            state.copyFrom(in.state());
        }
    }
}

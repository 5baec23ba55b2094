package io.metastep.cli.training;

import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.MomentumSpec;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.SgdSpec;
import java.util.Arrays;
import java.util.List;

/** The hand-designed optimizer of a job that steps itself. */
final class OwnOptimizer {

    private final Optimizer optimizer;
    private final List<BlockState> states;
    private final float[][] updates;

    /**
     * One that has seen nothing.
     *
     * @param parameters whose shape they have; not changed
     */
    OwnOptimizer(OptimizerSpec spec, float[][] parameters) {
        optimizer = Optimizers.of(spec);
        states = Arrays.stream(parameters)
                .map(tensor -> optimizer.newState(tensor.length))
                .toList();
        updates = Arrays.stream(parameters)
                .map(tensor -> new float[tensor.length])
                .toArray(float[][]::new);
    }

    /** {@code sgd:RATE}, {@code momentum:RATE} (momentum 0.9) or {@code adam:RATE} (betas 0.9 and 0.999). */
    static OptimizerSpec parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 2) {
            throw unknown(text);
        }
        float rate = rate(text, parts[1]);
        return switch (parts[0]) {
            case "sgd" -> new SgdSpec(rate);
            case "momentum" -> new MomentumSpec(rate, 0.9f, false);
            case "adam" -> new AdamSpec(rate, 0.9f, 0.999f, 1e-8f);
            default -> throw unknown(text);
        };
    }

    private static float rate(String text, String number) {
        try {
            return Float.parseFloat(number);
        } catch (NumberFormatException e) {
            throw unknown(text);
        }
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException("expected sgd:RATE, momentum:RATE or adam:RATE, got '" + text + "'");
    }

    /** What to add to the parameters, [tensor][coordinate]; overwritten by the next step. */
    float[][] step(float[][] gradients) {
        for (int t = 0; t < updates.length; t++) {
            optimizer.step(states.get(t), gradients[t], updates[t], false);
        }
        return updates;
    }
}

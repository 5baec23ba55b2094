package io.metastep.integration.faults;

import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import java.util.ArrayList;
import java.util.List;

/** The gradients of one block in the order of the log, sorted by what the contract says about them. */
final class BlockHistory {
    /** Each is answered with an update; a repeat stands where it was sent again. */
    private final List<GradientBlock> answered = new ArrayList<>();

    private final List<GradientBlock> refused = new ArrayList<>();
    private long attempt = -1;
    private long step = -1;

    void add(GradientBlock gradient) {
        if (gradient.getAttempt() < attempt || (gradient.getAttempt() == attempt && gradient.getStep() < step)) {
            refused.add(gradient);
            return;
        }
        attempt = gradient.getAttempt();
        step = gradient.getStep();
        if (gradient.getKind() == GradientKind.GRADIENT) {
            answered.add(gradient);
        }
    }

    List<GradientBlock> answered() {
        return answered;
    }

    List<GradientBlock> refused() {
        return refused;
    }
}

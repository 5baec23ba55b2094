package io.metastep.cli.learn;

import io.metastep.ops.Health;

/** The health of a learner. One that fails for good ends, and with it whoever could answer. */
record LearnerHealth(LearnerState state) implements Health {
    @Override
    public Answer live() {
        return new Answer(true, state.words());
    }

    @Override
    public Answer ready() {
        return new Answer(state.isReady(), state.words());
    }
}

package io.metastep.cli;

import io.metastep.optimizer.Output;

/** How the LSTM's output becomes the update, as options name it. */
public enum OutputName {
    LINEAR,
    BOUNDED;

    /** The output; {@code nominal} is that of BOUNDED, LINEAR has none. */
    public Output output(float scale, float nominal) {
        return switch (this) {
            case LINEAR -> new Output.Linear(scale);
            case BOUNDED -> new Output.BoundedNominal(scale, nominal);
        };
    }
}

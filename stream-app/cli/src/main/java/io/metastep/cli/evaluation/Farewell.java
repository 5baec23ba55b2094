package io.metastep.cli.evaluation;

import io.metastep.cli.terminal.StandardStreams;

/** Says on Ctrl-C what is kept; nothing if all is done. */
record Farewell(Evaluation evaluation) implements AutoCloseable {
    @Override
    public void close() {
        int left = evaluation.left().size();
        if (left > 0) {
            StandardStreams.err()
                    .printf(
                            "%d of %d tasks are finished and kept in %s; go on with --resume%n",
                            evaluation.tasks().size() - left,
                            evaluation.tasks().size(),
                            evaluation.folder().path(""));
        }
    }
}

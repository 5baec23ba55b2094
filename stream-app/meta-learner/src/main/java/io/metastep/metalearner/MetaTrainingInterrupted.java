package io.metastep.metalearner;

/** The thread that ran a meta-training was interrupted; there is no result. */
public final class MetaTrainingInterrupted extends RuntimeException {
    MetaTrainingInterrupted(InterruptedException cause) {
        super("Meta-training was interrupted", cause);
    }
}

package io.metastep.metalearner.kafka;

import org.apache.kafka.common.KafkaException;

/** Somebody else published in the learner's family while it decided: what it decided rests on what is not so any more. */
final class OvertakenException extends KafkaException {
    private static final long serialVersionUID = 1L;

    OvertakenException(String family) {
        super("Channels or versions of " + family + " changed while the learner made up its mind about its own");
    }
}

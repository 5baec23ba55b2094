package io.metastep.metalearner.online;

import io.metastep.optimizer.OptimizerFile;
import java.util.List;
import java.util.Optional;

/**
 * What is to be published with a meta-step.
 *
 * @param file a new version, if there is one
 * @param changes of channels, in this order
 * @param news what happened and why, a sentence for people
 */
public record Release(Optional<OptimizerFile> file, List<ChannelChange> changes, String news) {
    public Release {
        changes = List.copyOf(changes);
    }

    /** Channels that move to versions which are there. */
    static Release moves(List<ChannelChange> changes, String news) {
        return new Release(Optional.empty(), changes, news);
    }
}

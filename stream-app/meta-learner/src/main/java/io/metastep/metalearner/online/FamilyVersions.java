package io.metastep.metalearner.online;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.OptimizerChannel;
import java.util.Optional;

/** The versions and channels of one family as they are published. */
public interface FamilyVersions {
    /** Number of the newest version; 0 if there is none. */
    int newest();

    /** The version that a channel names; empty if there is no such channel, or what it names is missing or unusable. */
    Optional<OptimizerFile> channel(String channel);

    /** The last record of a channel; empty if there is none that can be read. */
    Optional<OptimizerChannel> named(String channel);

    /** A version; empty if it is missing or unusable. */
    Optional<OptimizerFile> version(int number);
}

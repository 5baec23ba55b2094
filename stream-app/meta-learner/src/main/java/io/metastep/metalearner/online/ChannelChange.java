package io.metastep.metalearner.online;

import java.util.OptionalInt;

/**
 * A channel that is to name a version.
 *
 * @param against if the version is put on trial: the version of stable that it is tried against
 * @param reason why, for people
 */
public record ChannelChange(String channel, int version, OptionalInt against, String reason) {
    /** A channel that is moved. */
    static ChannelChange move(String channel, int version, String reason) {
        return new ChannelChange(channel, version, OptionalInt.empty(), reason);
    }
}

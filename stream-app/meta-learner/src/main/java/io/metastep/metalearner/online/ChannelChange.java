package io.metastep.metalearner.online;

import io.metastep.schemas.ChannelRecords;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.OptimizerRef;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A channel that is to name a version.
 *
 * @param against if the version is put on trial: the version of stable that it is tried against
 * @param reason why, for people
 */
public record ChannelChange(String channel, int version, OptionalInt against, String reason) {
    private static final String LEARNER = "learner";

    /** A channel that is moved. */
    public static ChannelChange move(String channel, int version, String reason) {
        return new ChannelChange(channel, version, OptionalInt.empty(), reason);
    }

    /**
     * The record that makes it so.
     *
     * @param before the channel's last record; null if it has none
     */
    public OptimizerChannel record(String family, @Nullable OptimizerChannel before, Instant now) {
        var move = new ChannelRecords.Move(LEARNER, now, reason);
        return against.isPresent()
                ? ChannelRecords.onTrial(family, before, version, against.getAsInt(), move)
                : ChannelRecords.moved(new OptimizerRef.Channel(family, channel), before, version, move);
    }
}

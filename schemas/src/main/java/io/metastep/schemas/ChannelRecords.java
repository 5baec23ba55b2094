package io.metastep.schemas;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records that move a channel. The optimizers topic keeps only the last record of a channel, so each one carries what
 * the channel named before.
 */
public final class ChannelRecords {
    /** Earlier moves that a record carries at most. */
    public static final int MOVES = 100;

    /** Characters of a reason; what is longer is cut. */
    public static final int REASON_CHARS = 1_000;

    /**
     * Who moves a channel, when and why.
     *
     * @param by {@code application}, {@code learner} or {@code operator}
     */
    public record Move(String by, Instant at, String reason) {
        public Move {
            reason = reason.length() <= REASON_CHARS ? reason : reason.substring(0, REASON_CHARS - 1) + "…";
        }
    }

    private ChannelRecords() {}

    /**
     * The record that makes a channel name a version. What was pinned stays pinned, what was on trial is not any more.
     *
     * @param before the channel's last record; null if it has none
     */
    public static OptimizerChannel moved(
            OptimizerRef.Channel channel, @Nullable OptimizerChannel before, int version, Move move) {
        return builder(channel, before, version, move).build();
    }

    /** The record that puts a version on trial: canary names it, against the version that stable names. */
    public static OptimizerChannel onTrial(
            String family, @Nullable OptimizerChannel before, int version, int against, Move move) {
        var canary = new OptimizerRef.Channel(family, OptimizerRef.Channel.CANARY);
        return builder(canary, before, version, move).setAgainst(against).build();
    }

    /** The record that pins a channel to a version, or releases it there. */
    public static OptimizerChannel pinned(
            OptimizerRef.Channel channel, @Nullable OptimizerChannel before, int version, boolean isPinned, Move move) {
        return builder(channel, before, version, move).setPinned(isPinned).build();
    }

    private static OptimizerChannel.Builder builder(
            OptimizerRef.Channel channel, @Nullable OptimizerChannel before, int version, Move move) {
        return OptimizerChannel.newBuilder()
                .setFamily(channel.family())
                .setChannel(channel.channel())
                .setVersion(version)
                .setReason(move.reason())
                .setBy(move.by())
                .setAt(move.at().toEpochMilli())
                .setPinned(before != null && before.getPinned())
                .setMoves(before == null ? List.of() : moves(before));
    }

    private static List<ChannelMove> moves(OptimizerChannel before) {
        var moves = new ArrayList<ChannelMove>();
        moves.add(new ChannelMove(
                before.getVersion(), before.getReason(), before.getBy(), before.getAt(), before.getPinned()));
        moves.addAll(before.getMoves());
        return moves.subList(0, Math.min(moves.size(), MOVES));
    }
}

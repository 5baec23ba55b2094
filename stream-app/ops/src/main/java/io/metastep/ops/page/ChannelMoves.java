package io.metastep.ops.page;

import io.metastep.schemas.OptimizerChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the record of a channel tells of where it was and is. */
final class ChannelMoves {
    private static final int NONE = -1;

    private ChannelMoves() {}

    static Snapshot.Channel of(OptimizerChannel channel) {
        List<Snapshot.Move> moves = new ArrayList<>();
        moves.add(new Snapshot.Move(
                channel.getVersion(),
                millis(channel.getAt()),
                channel.getBy(),
                channel.getReason(),
                channel.getPinned()));
        channel.getMoves()
                .forEach(move -> moves.add(new Snapshot.Move(
                        move.getVersion(), millis(move.getAt()), move.getBy(), move.getReason(), move.getPinned())));
        Collections.reverse(moves);
        int against = channel.getAgainst() == null ? NONE : channel.getAgainst();
        return new Snapshot.Channel(channel.getFamily(), channel.getChannel(), against, List.copyOf(moves));
    }

    static Happening happening(OptimizerChannel channel) {
        String by = channel.getBy().isEmpty() ? "" : " by " + channel.getBy();
        String why = channel.getReason().isEmpty() ? "" : ": " + channel.getReason();
        return new Happening(
                millis(channel.getAt()),
                Happening.Kind.NEWS,
                channel.getFamily() + "#" + channel.getChannel(),
                "names version " + channel.getVersion() + by + why);
    }

    private static long millis(@Nullable Long at) {
        return at == null ? 0 : at;
    }
}

package io.metastep.cli.optimizers;

import io.metastep.schemas.ChannelMove;
import io.metastep.schemas.OptimizerChannel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One move of a channel.
 *
 * @param at epoch milliseconds; null if the record does not say
 * @param state what else held: pinned, or on trial
 */
record ChannelEvent(
        String channel, String version, @Nullable Long at, String by, String reason, String state) {

    /** All moves of these channels, the newest first. */
    static List<ChannelEvent> of(List<OptimizersTopic.Channel> channels) {
        var events = new ArrayList<ChannelEvent>();
        channels.forEach(channel -> addAll(events, channel.record()));
        events.sort(Comparator.comparing((ChannelEvent event) -> event.at == null ? 0 : event.at)
                .reversed());
        return events;
    }

    private static void addAll(List<ChannelEvent> events, OptimizerChannel last) {
        String trial = last.getAgainst() == null ? "" : "on trial against " + last.getAgainst();
        events.add(new ChannelEvent(
                last.getChannel(),
                last.getFamily() + "@" + last.getVersion(),
                last.getAt(),
                last.getBy(),
                last.getReason(),
                last.getPinned() ? "pinned" : trial));
        for (ChannelMove move : last.getMoves()) {
            events.add(new ChannelEvent(
                    last.getChannel(),
                    last.getFamily() + "@" + move.getVersion(),
                    move.getAt(),
                    move.getBy(),
                    move.getReason(),
                    move.getPinned() ? "pinned" : ""));
        }
    }

    List<String> row() {
        return List.of(
                at == null
                        ? "-"
                        : Instant.ofEpochMilli(at)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString(),
                channel,
                version + (state.isEmpty() ? "" : " (" + state + ")"),
                by.isEmpty() ? "-" : Printable.of(by),
                reason.isEmpty() ? "-" : Printable.of(reason));
    }

    Map<String, @Nullable Object> json() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("channel", channel);
        json.put("version", version);
        json.put("at", at == null ? null : Instant.ofEpochMilli(at).toString());
        json.put("by", by);
        json.put("reason", reason);
        json.put("state", state);
        return json;
    }
}

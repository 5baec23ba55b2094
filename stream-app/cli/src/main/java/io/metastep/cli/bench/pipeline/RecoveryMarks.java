package io.metastep.cli.bench.pipeline;

import io.metastep.streams.RecoveryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an instance says about how it came back; milliseconds of the machine's clock.
 *
 * @param started when Kafka Streams was started: the JVM was up, the cluster checked, the kernel warm
 */
record RecoveryMarks(long started, List<RecoveryEvent> events) {

    static final Pattern TEXT = Pattern.compile("recovery (.*)");

    RecoveryMarks {
        events = List.copyOf(events);
    }

    /** As one line of text. */
    String text() {
        Stream<String> each = events.stream().map(event -> "%s:%d:%d:%d"
                .formatted(event.kind(), event.partition(), event.at().toEpochMilli(), event.records()));
        return "recovery %d %s"
                .formatted(started, each.collect(Collectors.joining(" ")))
                .strip();
    }

    /** What {@link #text} says after its first word. */
    static RecoveryMarks parse(String text) {
        String[] words = text.split(" ");
        List<RecoveryEvent> events = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            String[] parts = words[i].split(":");
            events.add(new RecoveryEvent(
                    RecoveryEvent.Kind.valueOf(parts[0]),
                    Integer.parseInt(parts[1]),
                    Instant.ofEpochMilli(Long.parseLong(parts[2])),
                    Long.parseLong(parts[3])));
        }
        return new RecoveryMarks(Long.parseLong(words[0]), events);
    }

    /** Of what happened from that moment on: when the first event of the kind was, or else another time. */
    long first(RecoveryEvent.Kind kind, long from, long otherwise) {
        return since(from, kind)
                .mapToLong(event -> event.at().toEpochMilli())
                .min()
                .orElse(otherwise);
    }

    long last(RecoveryEvent.Kind kind, long from, long otherwise) {
        return since(from, kind)
                .mapToLong(event -> event.at().toEpochMilli())
                .max()
                .orElse(otherwise);
    }

    /** When partitions were stepped again, from that moment on. */
    Spans replays(long from) {
        Spans spans = Spans.NONE;
        for (RecoveryEvent ended : since(from, RecoveryEvent.Kind.REPLAY_ENDED).toList()) {
            long end = ended.at().toEpochMilli();
            long begin = since(from, RecoveryEvent.Kind.REPLAY_STARTED)
                    .filter(started -> started.partition() == ended.partition())
                    .mapToLong(started -> started.at().toEpochMilli())
                    .filter(started -> started <= end)
                    .max()
                    .orElse(end);
            spans = spans.with(begin, end);
        }
        return spans;
    }

    /** Partitions that it has rebuilt. */
    Set<Integer> partitions() {
        return since(0, RecoveryEvent.Kind.REPLAY_ENDED)
                .map(RecoveryEvent::partition)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Records of the events from that moment on. */
    long records(RecoveryEvent.Kind kind, long from) {
        return since(from, kind).mapToLong(RecoveryEvent::records).sum();
    }

    private Stream<RecoveryEvent> since(long from, RecoveryEvent.Kind kind) {
        return events.stream()
                .filter(event -> event.kind() == kind && event.at().toEpochMilli() >= from);
    }
}

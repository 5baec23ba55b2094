package io.metastep.cli.optimizers;

import io.metastep.cli.OptimizerSource;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.ShippedOptimizers;
import io.metastep.schemas.OptimizerRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An optimizer and where it was found.
 *
 * @param places {@link #SHIPPED}, {@link #CLUSTER} or both, or a file
 * @param channels the cluster's channels that name it
 */
record Found(OptimizerFile file, List<String> places, List<OptimizersTopic.Channel> channels) {

    static final String SHIPPED = "shipped";
    static final String CLUSTER = "cluster";

    Found {
        places = List.copyOf(places);
        channels = List.copyOf(channels);
    }

    /** All that are shipped, and those of the topic if there is one; two of the same name only if they differ. */
    static List<Found> all(Optional<OptimizersTopic> topic) {
        Map<OptimizerFile, List<String>> places = new LinkedHashMap<>();
        ShippedOptimizers.all().forEach(file -> note(places, file, SHIPPED));
        versions(topic).forEach(version -> note(places, version.file(), CLUSTER));
        return places.entrySet().stream()
                .map(entry -> new Found(entry.getKey(), entry.getValue(), channels(topic, entry)))
                .sorted(Comparator.comparing((Found found) -> found.file().family())
                        .thenComparingInt(found -> found.file().version()))
                .toList();
    }

    private static void note(Map<OptimizerFile, List<String>> places, OptimizerFile file, String place) {
        places.computeIfAbsent(file, any -> new ArrayList<>()).add(place);
    }

    private static Stream<OptimizersTopic.Version> versions(Optional<OptimizersTopic> topic) {
        return topic.stream().flatMap(there -> there.versions().stream());
    }

    private static List<OptimizersTopic.Channel> channels(
            Optional<OptimizersTopic> topic, Map.Entry<OptimizerFile, List<String>> found) {
        return topic.filter(there -> found.getValue().contains(CLUSTER))
                .map(there -> there.channelsOf(found.getKey().reference()))
                .orElse(List.of());
    }

    /**
     * The one that a reference names: with a topic a version or channel of it, without one a shipped optimizer or a file.
     *
     * @throws IllegalArgumentException if there is none; says what there is
     */
    static Found of(String reference, Optional<OptimizersTopic> topic) {
        return topic.map(there -> onCluster(reference, there)).orElseGet(() -> here(reference));
    }

    private static Found onCluster(String reference, OptimizersTopic topic) {
        OptimizersTopic.Version version = topic.find(OptimizerRef.of(reference))
                .orElseThrow(() -> new IllegalArgumentException(
                        "no '%s' on the cluster; there are %s. Shipped optimizers and files need no --bootstrap-servers"
                                .formatted(reference, names(topic))));
        return new Found(
                version.file(),
                List.of(CLUSTER),
                topic.channelsOf(version.file().reference()));
    }

    private static String names(OptimizersTopic topic) {
        String names = Stream.concat(
                        topic.versions().stream().map(version -> version.file().reference()),
                        topic.channels().stream().map(channel -> channel.name().key()))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none at all" : names;
    }

    private static Found here(String reference) {
        if (OptimizerRef.parse(reference).orElse(null) instanceof OptimizerRef.Channel && reference.contains("#")) {
            throw new IllegalArgumentException(
                    "'%s' is a channel, and channels are on a cluster: name it with --bootstrap-servers"
                            .formatted(reference));
        }
        OptimizerFile file = OptimizerSource.read(reference);
        boolean isShipped = ShippedOptimizers.all().contains(file);
        return new Found(file, List.of(isShipped ? SHIPPED : "file " + reference), List.of());
    }
}

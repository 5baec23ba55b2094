package io.metastep.cli.bench.pipeline;

import io.metastep.cli.bench.process.Child;
import io.metastep.cli.bench.process.Place;
import io.metastep.schemas.Topics;
import java.util.ArrayList;
import java.util.List;

/**
 * An application that is measured.
 *
 * @param name what reports call it
 * @param topics its topics
 * @param group its consumer group
 * @param command what starts it
 */
record Contestant(String name, Topics topics, String group, List<String> command) {

    Child start(Place place, int commitMillis, PipelineTiming timing) {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of(
                "--bootstrap-servers", place.servers(),
                "--prefix", topics.prefix(),
                "--commit-interval", Integer.toString(commitMillis),
                "--poll", Integer.toString(timing.pollMillis()),
                "--state-dir", place.folder().resolve(name).toString()));
        return Child.start(place.core(), place.folder(), arguments.toArray(String[]::new));
    }
}

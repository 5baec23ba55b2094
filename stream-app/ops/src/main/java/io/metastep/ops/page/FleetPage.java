package io.metastep.ops.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.ops.FleetReading;
import io.metastep.ops.Page;
import io.metastep.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What the operations page shows, for whoever serves it; reads the topics until it is closed. Thread-safe. */
public final class FleetPage implements Page, AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Fleet fleet;
    private final FleetFeed feed;

    private FleetPage(Fleet fleet, FleetFeed feed) {
        this.fleet = fleet;
        this.feed = feed;
    }

    /**
     * Begins to read the topics {@code status} and {@code optimizers}.
     *
     * @param kafka how to reach the cluster: bootstrap servers and whatever else clients need
     */
    public static FleetPage open(Map<String, Object> kafka, Topics topics, InstantSource clock) {
        Fleet fleet = new Fleet(clock);
        return new FleetPage(fleet, FleetFeed.start(kafka, topics, fleet, clock));
    }

    /** Draws it beside its job from now on. */
    public void show(Baseline baseline) {
        fleet.accept(baseline);
    }

    @Override
    public News since(long version) {
        Snapshot snapshot = fleet.since(version);
        try {
            return new News(MAPPER.writeValueAsString(snapshot), snapshot.version());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A snapshot is always JSON", e);
        }
    }

    /** The metrics of the fleet now. */
    public List<FleetReading> readings() {
        return fleet.readings();
    }

    @Override
    public void await(long version, Duration timeout) throws InterruptedException {
        fleet.await(version, timeout);
    }

    @Override
    public void close() {
        feed.close();
    }
}

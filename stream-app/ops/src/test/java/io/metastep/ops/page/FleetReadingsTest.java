package io.metastep.ops.page;

import static io.metastep.ops.page.Statuses.instance;
import static io.metastep.ops.page.Statuses.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.ops.FleetMetric;
import io.metastep.ops.FleetReading;
import io.metastep.schemas.JobStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetReadingsTest {
    private static final long NOW = 1_000_000;
    private static final long LONG_AGO = NOW - 60_000;

    @Test
    void activeJobsAreCountedByModeAndVersion() {
        List<FleetReading> readings = FleetReadings.of(
                List.of(
                        job("one", NOW, 1, 1, 0, 0, JobStatus.ACTIVE),
                        job("two", NOW, 1, 1, 3, 0, JobStatus.ACTIVE),
                        job("closed", NOW, 1, 1, 0, 0, JobStatus.CLOSED),
                        job("silent", LONG_AGO, 1, 1, 0, 0, JobStatus.ACTIVE)),
                List.of(),
                List.of(),
                0,
                NOW);
        assertThat(readings)
                .contains(
                        new FleetReading(FleetMetric.JOBS, "learned", 1),
                        new FleetReading(FleetMetric.JOBS, "mixed", 1),
                        new FleetReading(FleetMetric.JOBS, "fallback", 0),
                        new FleetReading(FleetMetric.OPTIMIZER_JOBS, "universal@3", 2),
                        new FleetReading(FleetMetric.LATENCY_SECONDS, "0.99", 0.009));
    }

    @Test
    void aBrokerThatIsAwayIsMissed() {
        assertThat(FleetReadings.of(List.of(), List.of(), List.of(), 2, NOW))
                .contains(new FleetReading(FleetMetric.MISSING_REPLICAS, "", 2));
    }

    @Test
    void withoutJobsThereIsNoLatency() {
        assertThat(FleetReadings.of(List.of(), List.of(), List.of(), 2, NOW))
                .extracting(FleetReading::metric)
                .contains(FleetMetric.JOBS, FleetMetric.INSTANCES)
                .doesNotContain(FleetMetric.LATENCY_SECONDS, FleetMetric.OPTIMIZER_JOBS);
    }

    @Test
    void instancesAreCountedByStateWhileTheySpeak() {
        List<FleetReading> readings = FleetReadings.of(
                List.of(),
                List.of(
                        instance("a", NOW, "running", 1),
                        instance("b", NOW, "rebalancing", 1),
                        instance("stopped", NOW, "stopped", 1),
                        instance("silent", LONG_AGO, "running", 1)),
                List.of(),
                0,
                NOW);
        assertThat(readings)
                .filteredOn(reading -> reading.metric() == FleetMetric.INSTANCES)
                .containsExactlyInAnyOrder(
                        new FleetReading(FleetMetric.INSTANCES, "running", 1),
                        new FleetReading(FleetMetric.INSTANCES, "rebalancing", 1));
    }

    @Test
    void aChannelIsWhereItMovedLast() {
        Snapshot.Channel stable = new Snapshot.Channel(
                "universal",
                "stable",
                -1,
                List.of(new Snapshot.Move(4, 1, "", "", false), new Snapshot.Move(3, 2, "", "", false)));
        assertThat(FleetReadings.of(List.of(), List.of(), List.of(stable), 0, NOW))
                .contains(new FleetReading(FleetMetric.CHANNEL_VERSION, "universal#stable", 3));
    }
}

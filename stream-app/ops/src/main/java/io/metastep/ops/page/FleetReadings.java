package io.metastep.ops.page;

import static java.util.Comparator.comparingLong;

import io.metastep.ops.FleetMetric;
import io.metastep.ops.FleetReading;
import io.metastep.schemas.InstanceStatus;
import io.metastep.schemas.JobStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The metrics of the fleet from what its jobs, instances and channels said last; who has said nothing for 15 s is passed over. */
final class FleetReadings {
    private static final long SILENT_MILLIS = 15_000;
    private static final int MOST_VERSIONS = 50;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final List<String> MODES = List.of("learned", "fallback", "shadow", "mixed");

    private final List<FleetReading> readings = new ArrayList<>();
    private final long spokeAfter;

    private FleetReadings(long now) {
        spokeAfter = now - SILENT_MILLIS;
    }

    /** @param now milliseconds since 1970-01-01 UTC */
    static List<FleetReading> of(
            Collection<JobStatus> jobs,
            Collection<InstanceStatus> instances,
            Collection<Snapshot.Channel> channels,
            int missingReplicas,
            long now) {
        FleetReadings all = new FleetReadings(now);
        all.addJobs(jobs.stream().filter(all::isActive).toList());
        all.addInstances(instances.stream().filter(all::isThere).toList());
        channels.forEach(all::add);
        all.add(FleetMetric.MISSING_REPLICAS, "", missingReplicas);
        return List.copyOf(all.readings);
    }

    private boolean isActive(JobStatus job) {
        return job.state().equals(JobStatus.ACTIVE) && job.at() > spokeAfter;
    }

    private boolean isThere(InstanceStatus instance) {
        return !instance.state().equals(InstanceStatus.STOPPED) && instance.at() > spokeAfter;
    }

    private void addJobs(List<JobStatus> active) {
        for (String mode : MODES) {
            add(FleetMetric.JOBS, mode, (double) count(active, mode));
        }
        addVersions(active);
        addLatency("0.5", active, job -> job.latency().p50());
        addLatency("0.99", active, job -> job.latency().p99());
    }

    private static long count(List<JobStatus> active, String mode) {
        return active.stream().filter(job -> job.mode().equals(mode)).count();
    }

    private void addVersions(List<JobStatus> active) {
        Map<String, Long> jobs = new TreeMap<>();
        active.forEach(job -> job.optimizers().stream()
                .map(JobStatus.Use::optimizer)
                .distinct()
                .forEach(version -> jobs.merge(version, 1L, Long::sum)));
        jobs.entrySet().stream()
                .sorted(comparingLong(each -> -each.getValue()))
                .limit(MOST_VERSIONS)
                .forEach(each -> add(FleetMetric.OPTIMIZER_JOBS, each.getKey(), each.getValue()));
    }

    private void addLatency(String quantile, List<JobStatus> active, Function<JobStatus, Double> millis) {
        active.stream()
                .map(millis)
                .filter(Objects::nonNull)
                .max(Double::compare)
                .ifPresent(most -> add(FleetMetric.LATENCY_SECONDS, quantile, most / MILLIS_PER_SECOND));
    }

    private void addInstances(List<InstanceStatus> there) {
        Map<String, Long> states = new TreeMap<>(Map.of("running", 0L));
        there.forEach(instance -> states.merge(instance.state(), 1L, Long::sum));
        states.forEach((state, count) -> add(FleetMetric.INSTANCES, state, count));
        addSum(FleetMetric.RECORDS_TO_RESTORE, there, instance -> instance.recovery()
                .recordsToRestore());
        addSum(FleetMetric.RECORDS_TO_REPLAY, there, instance -> instance.recovery()
                .recordsToReplay());
        double oldest = 0;
        for (InstanceStatus instance : there) {
            Double age = instance.snapshotAgeSeconds();
            oldest = Math.max(oldest, age == null ? 0 : age);
        }
        add(FleetMetric.SNAPSHOT_AGE_SECONDS, "", oldest);
    }

    private void addSum(FleetMetric metric, List<InstanceStatus> there, ToDoubleFunction<InstanceStatus> value) {
        add(metric, "", there.stream().mapToDouble(value).sum());
    }

    private void add(Snapshot.Channel channel) {
        List<Snapshot.Move> moves = channel.moves();
        if (!moves.isEmpty()) {
            add(
                    FleetMetric.CHANNEL_VERSION,
                    channel.family() + "#" + channel.channel(),
                    moves.get(moves.size() - 1).version());
        }
    }

    private void add(FleetMetric metric, String label, double value) {
        readings.add(new FleetReading(metric, label, value));
    }
}

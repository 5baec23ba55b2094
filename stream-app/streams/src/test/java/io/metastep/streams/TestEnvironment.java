package io.metastep.streams;

import io.metastep.streams.core.Counters;
import io.metastep.streams.core.GradientLog;
import io.metastep.streams.core.GradientRecord;
import io.metastep.streams.core.Instance;
import io.metastep.streams.core.MemoryBudget;
import io.metastep.streams.status.PartitionBoard;
import io.metastep.streams.status.Reporting;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;

/** What the tasks of an instance share, around a log that is a list. */
final class TestEnvironment {
    private TestEnvironment() {}

    /** One partition. */
    static Environment of(
            ApplicationSettings settings,
            List<GradientRecord> log,
            Counters counters,
            Drain drain,
            InstantSource clock) {
        return new Environment(
                settings.topics().gradients(),
                new PartitionFactory(
                        settings.core(),
                        1,
                        partition -> new ListLog(log),
                        new Instance(new MemoryBudget(settings.liveBytes()), counters, 1)),
                drain,
                new RecoveryEvents(Clock.systemUTC()),
                new Reporting(settings.instanceName(), clock, new PartitionBoard()));
    }

    private record ListLog(List<GradientRecord> records) implements GradientLog {
        @Override
        public long earliest() {
            return 0;
        }

        @Override
        public void read(long from, long to, Visitor visitor) {
            List.copyOf(records.subList((int) from, (int) to)).forEach(visitor::visit);
        }
    }
}

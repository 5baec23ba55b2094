package io.metastep.streams.status;

import io.metastep.schemas.JobActivity;
import io.metastep.schemas.JobStatus;
import io.metastep.schemas.StatusJson;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * The activity of the last seconds, and what it makes of the jobs' status. One thread.
 *
 * <p>How old something is, the newest record's broker time tells, and the rounds without a record after it: the clocks of brokers
 * and instances need not agree.
 */
final class FreshParts {
    static final Duration ROUND = Duration.ofSeconds(1);
    private static final long FRESH_MILLIS = 10_000;

    private final TimestampedKeyValueStore<String, byte[]> store;
    private final Wire<JobActivity> wire = Wire.activities();
    private final Set<String> news = new HashSet<>();
    private boolean isQuiet = true;
    private long newest;
    private long quietMillis;

    private record Part(String key, JobActivity activity, boolean isFresh) {}

    FreshParts(TimestampedKeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /**
     * Takes the place of the part that the same partition has sent before.
     *
     * @param value the bytes of the activity
     * @param logged broker's time
     */
    void put(JobActivity activity, byte[] value, long logged) {
        store.put(activity.getJobId() + "/" + activity.getPartition(), ValueAndTimestamp.make(value, logged));
        news.add(activity.getJobId());
        newest = Math.max(newest, logged);
        isQuiet = false;
        quietMillis = 0;
    }

    /** Tells of every job that has news, has closed its blocks or has gone quiet: key and value for {@code status}. */
    void report(BiConsumer<byte[], byte[]> sink) {
        quietMillis += isQuiet ? ROUND.toMillis() : 0;
        isQuiet = true;
        byJob().forEach((jobId, parts) -> {
            List<JobActivity> fresh =
                    parts.stream().filter(Part::isFresh).map(Part::activity).toList();
            if (fresh.isEmpty()) {
                emit(sink, new JobParts(parts.stream().map(Part::activity).toList()), JobStatus.IDLE);
                forget(parts);
            } else if (news.contains(jobId)) {
                reportNews(sink, parts, new JobParts(fresh));
            }
        });
        news.clear();
    }

    private void reportNews(BiConsumer<byte[], byte[]> sink, List<Part> parts, JobParts fresh) {
        boolean isClosed = fresh.areClosed();
        emit(sink, fresh, isClosed ? JobStatus.CLOSED : JobStatus.ACTIVE);
        forget(isClosed ? parts : parts.stream().filter(part -> !part.isFresh()).toList());
    }

    private static void emit(BiConsumer<byte[], byte[]> sink, JobParts parts, String state) {
        JobStatus status = parts.status(state);
        sink.accept(status.job().getBytes(StandardCharsets.UTF_8), StatusJson.write(status));
    }

    private void forget(List<Part> parts) {
        parts.forEach(part -> store.delete(part.key()));
    }

    private Map<String, List<Part>> byJob() {
        Map<String, List<Part>> jobs = new TreeMap<>();
        try (KeyValueIterator<String, ValueAndTimestamp<byte[]>> stored = store.all()) {
            while (stored.hasNext()) {
                Part part = part(stored.next());
                jobs.computeIfAbsent(part.activity().getJobId(), jobId -> new ArrayList<>())
                        .add(part);
            }
        }
        return jobs;
    }

    private Part part(KeyValue<String, ValueAndTimestamp<byte[]>> stored) {
        try {
            long age = newest + quietMillis - stored.value.timestamp();
            return new Part(stored.key, wire.decode(stored.value.value()), age < FRESH_MILLIS);
        } catch (WireException e) {
            throw new IllegalStateException("It was read before it was stored", e);
        }
    }
}

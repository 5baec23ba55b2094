package io.metastep.streams;

import io.metastep.schemas.BlockKey;
import io.metastep.streams.audit.AuditReport;
import io.metastep.streams.audit.PartitionAudit;
import io.metastep.streams.audit.PartitionAudit.Retention;
import io.metastep.streams.audit.PublishedRecord;
import io.metastep.streams.audit.Tally;
import io.metastep.streams.core.GradientLog;
import io.metastep.streams.core.Recomputation;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes all updates of a job from the gradient log and the published optimizer versions, and compares them with the published
 * ones, bit by bit. Reads what is committed and writes nothing; the application may be running.
 *
 * <p>Partitions are audited side by side, all of them, since a record may claim another spread than the rest of its job. Memory:
 * the job's blocks with two snapshots each, about three times what they take in the application, and a few answers.
 */
public final class Audit {
    private final ApplicationSettings settings;
    private final String jobId;
    private final boolean isFromLog;
    private final AtomicLong read = new AtomicLong();
    private volatile long total;

    /**
     * An audit, not begun.
     *
     * @param settings of the application that answered; of {@code core} the unroll length, the idle time and the guard matter
     * @param isFromLog whether gradients, updates and optimizers alone are looked at; else also what the application stores
     * @throws IllegalArgumentException if the id cannot name a job
     */
    public Audit(ApplicationSettings settings, String jobId, boolean isFromLog) {
        String problem = BlockKey.jobIdProblem(jobId);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        this.settings = settings;
        this.jobId = jobId;
        this.isFromLog = isFromLog;
    }

    /** Gradient records read so far, of all jobs. */
    public long recordsRead() {
        return read.get();
    }

    /** Gradient records to read, roughly, since offsets have gaps; 0 while that is not known. */
    public long recordsTotal() {
        return total;
    }

    /**
     * Reads, recomputes and compares; can take minutes.
     *
     * @throws StartupException if the cluster does not answer or a topic is missing
     * @throws ReplayException if a partition cannot be read to its end
     */
    public AuditReport run() {
        AuditInput input = AuditInput.read(settings, jobId, isFromLog);
        total = input.gradients().values().stream().mapToLong(Extent::records).sum();
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), Audit::worker);
        try {
            List<Future<Tally>> tallies = input.gradients().values().stream()
                    .map(gradients -> workers.submit(() -> audit(gradients, input)))
                    .toList();
            return AuditReport.of(jobId, tallies.stream().map(Audit::result).toList());
        } finally {
            workers.shutdownNow();
        }
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "audit");
        thread.setDaemon(true);
        return thread;
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new ReplayException("The audit failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayException("The audit was interrupted", e);
        }
    }

    private Tally audit(Extent gradients, AuditInput input) {
        int partition = gradients.partition().partition();
        Extent updates = input.updates().getOrDefault(partition, new Extent(gradients.partition(), 0, 0));
        GradientLog log =
                new KafkaGradientLog(StreamsProperties.reader(settings, "audit-" + partition), gradients.partition());
        Recomputation recomputation = new Recomputation(
                settings.core(),
                partition,
                input.gradients().size(),
                log,
                new PublishedOptimizers(input.optimizers()::get),
                input.kept().get(partition));
        try (PartitionReading published = PartitionReading.of(settings, updates)) {
            PartitionAudit audit = new PartitionAudit(
                    jobId,
                    partition,
                    recomputation,
                    () -> next(published),
                    new Retention(gradients.start(), updates.start()),
                    settings.core().idleTime().toMillis());
            log.read(gradients.start(), gradients.end(), logged -> {
                audit.visit(logged);
                read.incrementAndGet();
            });
            return audit.finish();
        }
    }

    private static @Nullable PublishedRecord next(PartitionReading published) {
        var record = published.next();
        return record == null ? null : new PublishedRecord(record.offset(), record.key(), record.value());
    }
}

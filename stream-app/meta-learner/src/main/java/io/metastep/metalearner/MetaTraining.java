package io.metastep.metalearner;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Meta-training in process. Persistent: jobs run on across meta-steps, each meta-step takes one trajectory of every job at
 * today's meta-parameters, the mean of their normalized meta-gradients is one step of Adam. From time to time the
 * running average of the meta-parameters is judged on validation tasks; the best version is the result.
 */
public final class MetaTraining {
    private final MetaTrainingSettings settings;
    private final ProgressListener listener;
    private final InstantSource clock;
    private final Optional<Snapshots> snapshots;
    private Instant start;
    private final List<JobSlot> slots;
    private final MetaAdam adam;
    private final Selection selection = new Selection();
    private Duration preparation = Duration.ZERO;
    private int metaStep;
    private double metaLoss = Double.NaN;
    private long jobsFinished;
    private long discarded;

    private MetaTraining(
            MetaTrainingSettings settings,
            Optional<Snapshots> snapshots,
            ProgressListener listener,
            InstantSource clock) {
        this.settings = settings;
        this.snapshots = snapshots;
        this.listener = listener;
        this.clock = clock;
        start = clock.instant();
        slots = slots(settings);
        adam = new MetaAdam(initial(settings).toArray(), settings.averaging());
    }

    /**
     * Learns an optimizer. The result depends on the settings alone, but for the provenance's times and unless the budget is time.
     *
     * @throws MetaTrainingInterrupted if the calling thread is interrupted
     */
    public static OptimizerFile run(MetaTrainingSettings settings, ProgressListener listener, InstantSource clock) {
        return run(settings, Optional.empty(), listener, clock);
    }

    /**
     * The same with snapshots. A training that went on from one returns the same bits as one that was never interrupted, unless
     * the budget is time.
     *
     * @throws SnapshotException if there is a snapshot to go on from and it is damaged or belongs to other settings
     */
    public static OptimizerFile run(
            MetaTrainingSettings settings,
            Optional<Snapshots> snapshots,
            ProgressListener listener,
            InstantSource clock) {
        return new MetaTraining(settings, snapshots, listener, clock).run();
    }

    private static List<JobSlot> slots(MetaTrainingSettings settings) {
        var seeds = new RandomStream(settings.seed());
        var slots = new ArrayList<JobSlot>();
        for (Workload workload : settings.workloads()) {
            for (int i = 0; i < workload.jobs(); i++) {
                slots.add(new JobSlot(settings.rollouts(), workload, seeds.nextLong()));
            }
        }
        return slots;
    }

    private static OptimizerParameters initial(MetaTrainingSettings settings) {
        return settings.parent().map(OptimizerFile::parameters).orElseGet(() -> settings.spec()
                .initialParameters(settings.seed()));
    }

    private OptimizerFile run() {
        try (var workers = new Workers(settings.threads())) {
            boolean isResumed = resume();
            Duration before = elapsed();
            Validation validation = Validation.prepare(settings.validation(), workers);
            listener.tuned(validation);
            if (isResumed) {
                start = clock.instant().minus(before); // tuning is not counted twice
            } else {
                validate(validation, workers, progress());
                preparation = elapsed();
            }
            return file(train(validation, workers));
        } finally {
            slots.forEach(JobSlot::close);
        }
    }

    private MetaProgress train(Validation validation, Workers workers) {
        MetaProgress now = progress();
        while (now.used() < 1 && !selection.isExhausted(settings.patience())) {
            step(now.used(), workers);
            now = progress();
            listener.stepped(now);
            if (metaStep % settings.validateEvery() == 0 || now.used() >= 1) {
                validate(validation, workers, now);
            }
            snapshotIfDue();
        }
        return now;
    }

    private void step(double used, Workers workers) {
        metaStep++;
        var step = new MetaStep(adam.current(settings.spec()), used, isImitation());
        List<SlotReport> reports = workers.map(slots, slot -> slot.advance(step));
        List<SlotReport> useful =
                reports.stream().filter(report -> !report.isDiscarded()).toList();
        discarded += reports.size() - useful.size();
        jobsFinished += useful.stream().filter(SlotReport::isFinished).count();
        if (!useful.isEmpty()) {
            adam.step(mean(useful, step.parameters().size()), settings.rate(used));
        }
        metaLoss = useful.stream().mapToDouble(SlotReport::metaLoss).average().orElse(Double.NaN);
    }

    private boolean resume() {
        Optional<Snapshots> there =
                snapshots.filter(Snapshots::resume).filter(snapshot -> Files.exists(snapshot.file()));
        there.ifPresent(snapshot -> file(snapshot).read(this::restore));
        if (there.isPresent()) {
            listener.resumed(progress(), selection.history());
        }
        return there.isPresent();
    }

    private void snapshotIfDue() {
        snapshots.filter(snapshot -> metaStep % snapshot.every() == 0).ifPresent(this::snapshot);
    }

    private void snapshot(Snapshots snapshot) {
        try {
            file(snapshot).write(this::save);
        } catch (IOException e) {
            listener.snapshotFailed(e);
        }
    }

    private SnapshotFile file(Snapshots snapshot) {
        return new SnapshotFile(snapshot.file(), Fingerprint.of(settings));
    }

    private void save(SnapshotOutput out) {
        out.number(elapsed().toNanos());
        out.number(preparation.toNanos());
        out.integer(metaStep);
        out.real(metaLoss);
        out.number(jobsFinished);
        out.number(discarded);
        adam.save(out);
        selection.save(out);
        slots.forEach(slot -> slot.save(out));
    }

    private void restore(SnapshotInput in) {
        start = clock.instant().minusNanos(in.number());
        preparation = Duration.ofNanos(in.number());
        metaStep = in.integer();
        metaLoss = in.real();
        jobsFinished = in.number();
        discarded = in.number();
        adam.restore(in);
        selection.restore(settings.spec(), in);
        slots.forEach(slot -> slot.restore(in));
    }

    private boolean isImitation() {
        return settings.imitation().covers(metaStep);
    }

    private static double[] mean(List<SlotReport> reports, int size) {
        var mean = new double[size];
        reports.forEach(report -> report.addTo(mean, 1.0 / reports.size()));
        return mean;
    }

    private void validate(Validation validation, Workers workers, MetaProgress now) {
        OptimizerParameters parameters = adam.average(settings.spec());
        ValidationReport report = validation.judge(Optimizers.of(settings.spec(), parameters), workers);
        listener.validated(now, selection.offer(parameters, now, report));
    }

    private MetaProgress progress() {
        Duration elapsed = elapsed();
        double used = Math.min(1, settings.budget().used(metaStep, preparation, elapsed));
        return new MetaProgress(metaStep, used, metaLoss, isImitation(), jobsFinished, discarded, elapsed);
    }

    private Duration elapsed() {
        return Duration.between(start, clock.instant());
    }

    private OptimizerFile file(MetaProgress last) {
        var provenance = new Provenance(
                Program.NAME,
                settings.command(),
                clock.instant(),
                settings.seed(),
                settings.parent().map(OptimizerFile::reference).orElse(""),
                TrainingRecord.of(settings, selection.best(), last));
        return new OptimizerFile(
                settings.family(), settings.version(), settings.spec(), selection.bestParameters(), provenance);
    }
}

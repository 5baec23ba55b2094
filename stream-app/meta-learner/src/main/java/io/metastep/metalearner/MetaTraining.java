package io.metastep.metalearner;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Meta-training in process. Persistent: jobs run on across meta-steps, each meta-step takes one trajectory of every job at
 * today's meta-parameters, the mean of their normalized meta-gradients is one step of Adam. From time to time the
 * running average of the meta-parameters is judged on validation tasks; the best version is the result.
 */
public final class MetaTraining {
    private static final String PROGRAM = "metastep 0.1.0";

    private final MetaTrainingSettings settings;
    private final ProgressListener listener;
    private final InstantSource clock;
    private final Instant start;
    private final List<JobSlot> slots;
    private final MetaAdam adam;
    private final Selection selection = new Selection();
    private Duration preparation = Duration.ZERO;
    private int metaStep;
    private double metaLoss = Double.NaN;
    private long jobsFinished;
    private long discarded;

    private MetaTraining(MetaTrainingSettings settings, ProgressListener listener, InstantSource clock) {
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        start = clock.instant();
        slots = slots(settings);
        adam = new MetaAdam(initial(settings).toArray());
    }

    /**
     * Learns an optimizer. The result depends on the settings alone, but for the provenance's times and unless the budget is time.
     *
     * @throws MetaTrainingInterrupted if the calling thread is interrupted
     */
    public static OptimizerFile run(MetaTrainingSettings settings, ProgressListener listener, InstantSource clock) {
        return new MetaTraining(settings, listener, clock).run();
    }

    private static List<JobSlot> slots(MetaTrainingSettings settings) {
        var seeds = new SplittableRandom(settings.seed());
        var slots = new ArrayList<JobSlot>();
        for (Workload workload : settings.workloads()) {
            for (int i = 0; i < workload.jobs(); i++) {
                slots.add(new JobSlot(settings, workload, seeds.nextLong()));
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
            Validation validation = Validation.prepare(settings.validation(), workers);
            listener.tuned(validation);
            validate(validation, workers, progress());
            preparation = elapsed();
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
        boolean improved = selection.offer(new Selection.Candidate(metaStep, parameters, report));
        listener.validated(now, report, improved);
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
        Selection.Candidate best = selection.best();
        var provenance = new Provenance(
                PROGRAM,
                settings.command(),
                clock.instant(),
                settings.seed(),
                settings.parent().map(OptimizerFile::reference).orElse(""),
                TrainingRecord.of(settings, best, last));
        return new OptimizerFile(settings.family(), settings.version(), settings.spec(), best.parameters(), provenance);
    }
}

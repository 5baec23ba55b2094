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
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
    private @Nullable Judged best;
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
     * Learns an optimizer. The result depends on the settings alone, but for the provenance's times.
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
            validate(0, validation, workers, Double.NaN);
            for (int step = 1; step <= settings.metaSteps(); step++) {
                double metaLoss = step(step, workers);
                if (step % settings.validateEvery() == 0 || step == settings.metaSteps()) {
                    validate(step, validation, workers, metaLoss);
                }
            }
            return file();
        } finally {
            slots.forEach(JobSlot::close);
        }
    }

    private double step(int step, Workers workers) {
        double progress = (step - 1.0) / settings.metaSteps();
        OptimizerParameters parameters = adam.current(settings.spec());
        List<SlotReport> reports = workers.map(slots, slot -> slot.advance(parameters, progress));
        List<SlotReport> useful =
                reports.stream().filter(report -> !report.isDiscarded()).toList();
        discarded += reports.size() - useful.size();
        jobsFinished += useful.stream().filter(SlotReport::isFinished).count();
        if (!useful.isEmpty()) {
            adam.step(mean(useful, parameters.size()), settings.rate(progress));
        }
        double metaLoss =
                useful.stream().mapToDouble(SlotReport::metaLoss).average().orElse(Double.NaN);
        listener.stepped(progress(step, metaLoss));
        return metaLoss;
    }

    private static double[] mean(List<SlotReport> reports, int size) {
        var mean = new double[size];
        reports.forEach(report -> report.addTo(mean, 1.0 / reports.size()));
        return mean;
    }

    private void validate(int step, Validation validation, Workers workers, double metaLoss) {
        OptimizerParameters parameters = adam.average(settings.spec());
        ValidationReport report = validation.judge(Optimizers.of(settings.spec(), parameters), workers);
        boolean improved = best == null || report.score() < best.report.score();
        if (improved) {
            best = new Judged(step, parameters, report);
        }
        listener.validated(progress(step, metaLoss), report, improved);
    }

    private MetaProgress progress(int step, double metaLoss) {
        return new MetaProgress(step, settings.metaSteps(), metaLoss, jobsFinished, discarded, elapsed());
    }

    private Duration elapsed() {
        return Duration.between(start, clock.instant());
    }

    private OptimizerFile file() {
        if (best == null) {
            throw new IllegalStateException("No version was validated");
        }
        var provenance = new Provenance(
                PROGRAM,
                settings.command(),
                clock.instant(),
                settings.seed(),
                settings.parent().map(OptimizerFile::reference).orElse(""),
                details(best));
        return new OptimizerFile(settings.family(), settings.version(), settings.spec(), best.parameters, provenance);
    }

    private SortedMap<String, String> details(Judged judged) {
        var details = new TreeMap<String, String>();
        details.put("meta-steps", "%d of %d".formatted(judged.step, settings.metaSteps()));
        details.put("meta-rate", settings.firstRate() + " to " + settings.lastRate());
        details.put("credits", settings.credits().toString());
        details.put("unroll", settings.unroll() + " and a tail of " + settings.tail());
        details.put("jobs", String.valueOf(jobsFinished));
        details.put("seconds", String.valueOf(elapsed().toSeconds()));
        for (int i = 0; i < settings.workloads().size(); i++) {
            details.put("workload " + (i + 1), settings.workloads().get(i).toString());
        }
        for (int i = 0; i < judged.report.outcomes().size(); i++) {
            details.put("validation " + (i + 1), judged.report.outcomes().get(i).toString());
        }
        return details;
    }

    private record Judged(int step, OptimizerParameters parameters, ValidationReport report) {}
}

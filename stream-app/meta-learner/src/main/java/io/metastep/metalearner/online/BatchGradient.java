package io.metastep.metalearner.online;

import io.metastep.metalearner.Rollouts;
import io.metastep.metalearner.SlotReport;
import io.metastep.metalearner.Surrogate;
import io.metastep.metalearner.Workers;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.OptimizerSpec;
import java.util.List;

/**
 * The meta-gradient of a batch: (1 - share) times the balanced mean of the cells, plus share times the mean of the rollouts that
 * accompany them. Sums are in a fixed order, so threads do not matter.
 */
final class BatchGradient {
    private final OptimizerParameters phi;
    private final List<CellGradient> live;
    private final List<SlotReport> rollouts;
    private final int segmentsDropped;
    private final int rolloutsDropped;

    private BatchGradient(
            OptimizerParameters phi,
            List<CellGradient> live,
            List<SlotReport> rollouts,
            int segmentsDropped,
            int rolloutsDropped) {
        this.phi = phi;
        this.live = live;
        this.rollouts = rollouts;
        this.segmentsDropped = segmentsDropped;
        this.rolloutsDropped = rolloutsDropped;
    }

    /** Differentiates a batch at today's meta-parameters, and lets rollouts go on if there is anything to accompany. */
    static BatchGradient of(
            Batch batch,
            LearnerSettings settings,
            OptimizerSpec spec,
            OptimizerParameters phi,
            Rollouts rollouts,
            Workers workers) {
        List<CellGradient> cells = workers.map(
                batch.cells(),
                cell -> CellGradient.of(
                        cell,
                        batch.trajectories(cell),
                        new Surrogate(spec, phi, settings.credits(), settings.proximal()),
                        settings.scale(),
                        settings.credits().lossFloor()));
        List<CellGradient> live = cells.stream().filter(cell -> !cell.isEmpty()).toList();
        List<SlotReport> reports = rollouts.advance(settings.rollouts().count(live.size()), phi, workers);
        List<SlotReport> useful =
                reports.stream().filter(report -> !report.isDiscarded()).toList();
        return new BatchGradient(
                phi,
                live,
                useful,
                cells.stream().mapToInt(CellGradient::dropped).sum(),
                reports.size() - useful.size());
    }

    boolean isEmpty() {
        return live.isEmpty();
    }

    /**
     * The mean.
     *
     * @param share of the rollouts, if there are any
     */
    double[] mean(double share) {
        var mean = new double[phi.size()];
        double ofRollouts = rollouts.isEmpty() ? 0 : share;
        Balance balance = balance();
        live.forEach(cell -> cell.addTo(mean, (1 - ofRollouts) * balance.weight(cell.cell())));
        rollouts.forEach(report -> report.addTo(mean, ofRollouts / rollouts.size()));
        return mean;
    }

    private Balance balance() {
        return new Balance(live.stream().map(CellGradient::cell).toList());
    }

    /** Balanced mean over the live cells; NaN if there is none. */
    double metaLoss() {
        Balance balance = balance();
        return live.stream()
                .mapToDouble(cell -> balance.weight(cell.cell()) * cell.metaLoss())
                .reduce(Double::sum)
                .orElse(Double.NaN);
    }

    int jobs() {
        return (int) live.stream().map(cell -> cell.cell().jobId()).distinct().count();
    }

    int segments() {
        return live.stream().mapToInt(CellGradient::used).sum();
    }

    int segmentsDropped() {
        return segmentsDropped;
    }

    int rollouts() {
        return rollouts.size();
    }

    int rolloutsDropped() {
        return rolloutsDropped;
    }
}

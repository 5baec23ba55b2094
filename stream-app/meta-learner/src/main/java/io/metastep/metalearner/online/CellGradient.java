package io.metastep.metalearner.online;

import io.metastep.metalearner.GradientScale;
import io.metastep.metalearner.JobGradient;
import io.metastep.metalearner.MetaGradient;
import io.metastep.metalearner.Surrogate;
import io.metastep.metalearner.Trajectory;
import java.util.List;

/** The meta-gradient of one cell, brought to its scale; what is not finite is left out and counted. */
final class CellGradient {
    private final Cell cell;
    private final double[] gradient; // empty if there is none
    private final double metaLoss;
    private final int used;
    private final int dropped;

    private CellGradient(Cell cell, double[] gradient, double metaLoss, int used, int dropped) {
        this.cell = cell;
        this.gradient = gradient;
        this.metaLoss = metaLoss;
        this.used = used;
        this.dropped = dropped;
    }

    /**
     * Differentiates the trajectories.
     *
     * @param lossFloor of the meta-loss that is reported
     */
    static CellGradient of(
            Cell cell, List<Trajectory> trajectories, Surrogate surrogate, GradientScale scale, double lossFloor) {
        var mean = new JobGradient();
        double metaLoss = 0;
        int used = 0;
        for (Trajectory trajectory : trajectories) {
            double[] gradient = surrogate.gradient(trajectory);
            if (Double.isFinite(MetaGradient.norm(gradient))) {
                mean.add(gradient, trajectory.totalWeight());
                metaLoss += trajectory.metaLoss(lossFloor);
                used++;
            }
        }
        scale.apply(mean.mean());
        return new CellGradient(cell, mean.mean(), metaLoss / used, used, trajectories.size() - used);
    }

    Cell cell() {
        return cell;
    }

    boolean isEmpty() {
        return used == 0;
    }

    /** Mean over its trajectories of log(F_t / F_initial). */
    double metaLoss() {
        return metaLoss;
    }

    int used() {
        return used;
    }

    int dropped() {
        return dropped;
    }

    void addTo(double[] sum, double factor) {
        for (int i = 0; i < gradient.length; i++) {
            sum[i] += factor * gradient[i];
        }
    }
}

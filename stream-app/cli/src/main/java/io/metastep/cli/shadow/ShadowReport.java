package io.metastep.cli.shadow;

import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.CommittedRecords;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Table;
import io.metastep.schemas.StepComparison;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a job's comparisons say, for people and for JSON.
 *
 * @param steps steps that were compared
 * @param ranges of them, in order
 */
public record ShadowReport(String jobId, int steps, List<ShadowRange> ranges) {

    private static final int RANGES = 10;

    private static final List<String> WHAT_IT_IS = List.of(
            "",
            "size: root mean square of the learned step over that of the job's own, geometric mean over the steps.",
            "change: of the loss to first order, summed over the steps, negative is descent; of the learned steps at the root"
                    + " mean square of the own ones.",
            "A look, not a forecast: the steps are compared along the path of the job's own optimizer. Had the learned one been in"
                    + " charge, it would have come to other parameters, gradients and memory.");

    public ShadowReport {
        ranges = List.copyOf(ranges);
    }

    /** Reads what the cluster has of the job now; empty if that is nothing. */
    public static Optional<ShadowReport> read(ClusterSettings cluster, String jobId) {
        ShadowedSteps steps = new ShadowedSteps();
        Wire<StepComparison> wire = Wire.comparisons();
        CommittedRecords.read(cluster, cluster.topics().comparisons(), record -> take(record, jobId, wire, steps));
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(new ShadowReport(jobId, steps.steps().size(), steps.ranges(RANGES)));
    }

    private static void take(
            ConsumerRecord<byte[], byte[]> record, String jobId, Wire<StepComparison> wire, ShadowedSteps steps) {
        try {
            StepComparison comparison = wire.decode(record.value());
            if (comparison.getJobId().equals(jobId)) {
                steps.add(comparison);
            }
        } catch (WireException fromANewerApplication) {
            // Only the application writes there; what it may come to write later is not this version's.
        }
    }

    /** A table over ranges of steps, and what it can tell and what not. */
    public List<String> lines() {
        Table table = new Table()
                .words("steps")
                .words("version")
                .numbers("cosine")
                .numbers("size")
                .numbers("change, own")
                .numbers("learned");
        ranges.forEach(range -> table.row(
                range.from() + " to " + range.to(),
                String.join(", ", range.versions()),
                number("%.3f", range.cosine()),
                number("%.3g", range.size()),
                Numbers.loss(range.ownChange()),
                Numbers.loss(range.learnedChange())));
        List<String> lines = new ArrayList<>(table.lines());
        lines.addAll(WHAT_IT_IS);
        int notComparable = ranges.stream().mapToInt(ShadowRange::notComparable).sum();
        if (notComparable > 0) {
            lines.add("At %d of %d steps one of both was zero or not finite; they are left out."
                    .formatted(notComparable, steps));
        }
        return lines;
    }

    private static String number(String pattern, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, pattern, value) : "-";
    }
}

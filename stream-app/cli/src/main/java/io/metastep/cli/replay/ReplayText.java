package io.metastep.cli.replay;

import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Table;
import io.metastep.streams.audit.AuditReport;
import io.metastep.streams.audit.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What an audit found, in words. */
final class ReplayText {

    private ReplayText() {}

    static List<String> lines(AuditReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(verdict(report));
        lines.add("");
        lines.addAll(table(report).lines());
        lines.addAll(notes(report));
        if (report.differences() > 0) {
            lines.add("");
            report.first().forEach(difference -> lines.addAll(lines(difference)));
            more(report, lines);
        }
        return lines;
    }

    private static String verdict(AuditReport report) {
        if (report.differences() > 0) {
            return "DIFFERENT: job %s, %s of %s answers and gradients are not what the recomputation comes to."
                    .formatted(
                            report.jobId(),
                            Numbers.count(report.differences()),
                            Numbers.count(report.equalAnswers() + report.differences()));
        }
        return report.equalAnswers() == 0
                ? "Nothing of job %s could be compared.".formatted(report.jobId())
                : "EQUAL: job %s, all %s answers that could be compared have the bits of their recomputation."
                        .formatted(report.jobId(), Numbers.count(report.equalAnswers()));
    }

    private static Table table(AuditReport report) {
        Table table = new Table().words("job " + report.jobId()).numbers("");
        row(table, "blocks", report.blocks());
        row(table, "attempts", report.attempts());
        row(table, "gradients", report.gradients());
        row(table, "answers", report.answers());
        row(table, "equal", report.equalAnswers());
        report.versions().forEach((version, updates) -> row(table, "  updates of " + version, updates));
        rowIfAny(table, "  of these by the fallback", report.fallback());
        rowIfAny(table, "  REVERT", report.reverted());
        rowIfAny(table, "  SKIP", report.skipped());
        rowIfAny(table, "  REJECTED, and rejected again", report.rejected());
        rowIfAny(table, "  repeated for resent gradients", report.repeated());
        row(table, "different", report.differences());
        rowIfAny(table, "pending", report.pending());
        rowIfAny(table, "not verified", report.unverified());
        rowIfAny(table, "deleted by retention", report.gone() + report.withoutGradient());
        rowIfAny(table, "stored snapshots equal", report.snapshotsEqual());
        return table;
    }

    private static void row(Table table, String name, long count) {
        table.row(name, Numbers.count(count));
    }

    private static void rowIfAny(Table table, String name, long count) {
        if (count > 0) {
            row(table, name, count);
        }
    }

    private static List<String> notes(AuditReport report) {
        List<String> notes = new ArrayList<>();
        noteIfAny(notes, report.pending(), "%s gradients at the end of the log have no answer yet.");
        noteIfAny(
                notes,
                report.unverified(),
                "%s answers could not be verified: their memory began before the records that are left, or its optimizer is no longer"
                        + " published.");
        noteIfAny(notes, report.gone(), "%s gradients are there whose answers retention has deleted.");
        noteIfAny(notes, report.withoutGradient(), "%s answers are there whose gradients retention has deleted.");
        noteIfAny(
                notes,
                report.restarts(),
                "%s times a memory began afresh in mid-job, by the answer's memory age. That depends on what was left of the log then,"
                        + " so it is taken from the answer; what followed was recomputed.");
        noteIfAny(
                notes,
                report.refused(),
                "%s gradients were refused for want of memory. That depends on the other jobs, so it is taken from the answer.");
        noteIfAny(
                notes,
                report.fromSnapshot(),
                "%s blocks began before the log does and were verified from their oldest stored snapshot on, the earliest after step "
                        + report.snapshotStep() + ".");
        if (!report.missingVersions().isEmpty()) {
            notes.add("No longer published: " + String.join(", ", report.missingVersions()) + ".");
        }
        if (!notes.isEmpty()) {
            notes.add(0, "");
        }
        return notes;
    }

    private static void noteIfAny(List<String> notes, long count, String words) {
        if (count > 0) {
            notes.add(words.formatted(Numbers.count(count)));
        }
    }

    private static List<String> lines(Difference difference) {
        String coordinate = difference.coordinate() < 0 ? "" : ", coordinate " + difference.coordinate();
        return List.of(
                "%s: tensor %s, block %d, attempt %d, step %d%s"
                        .formatted(
                                difference.kind().words(),
                                difference.tensor(),
                                difference.block(),
                                difference.attempt(),
                                difference.step(),
                                coordinate),
                "    expected  " + difference.expected(),
                "    published " + difference.published(),
                "    " + place(difference));
    }

    private static String place(Difference difference) {
        List<String> offsets = new ArrayList<>();
        if (difference.gradientOffset() >= 0) {
            offsets.add("gradient at offset " + difference.gradientOffset());
        }
        if (difference.updateOffset() >= 0) {
            offsets.add("update at offset " + difference.updateOffset());
        }
        return offsets.stream()
                .collect(Collectors.joining(
                        ", ", "partition " + difference.partition() + (offsets.isEmpty() ? "" : ": "), ""));
    }

    private static void more(AuditReport report, List<String> lines) {
        long more = report.differences() - report.first().size();
        if (more > 0) {
            lines.add("and %s more".formatted(Numbers.count(more)));
        }
    }
}

package io.metastep.cli.optimizers;

import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Provenance;
import java.util.List;

/** Everything about one optimizer, for people. */
final class OptimizerPage {

    private final Found found;
    private final OptimizerFile file;

    OptimizerPage(Found found) {
        this.found = found;
        this.file = found.file();
    }

    void print(Screen screen) {
        screen.line(screen.bold(file.reference()));
        screen.lines(kind().rowLines());
        screen.gap();
        screen.line(screen.bold("Provenance"));
        screen.lines(provenance().rowLines());
        if (!ParameterArray.of(file.spec()).isEmpty()) {
            screen.gap();
            screen.line(screen.bold("Parameters"));
            screen.lines(arrays().rowLines());
        }
    }

    private Table kind() {
        OptimizerSpec spec = file.spec();
        SpecWords words = new SpecWords(spec);
        Table table = rows();
        row(table, "kind", words.kind());
        if (spec instanceof LstmSpec lstm) {
            row(table, "features", "%s (%d inputs)".formatted(words.namedFeatures(), lstm.inputs()));
            row(table, "hidden", words.hidden());
            row(table, "output", words.output() + ": u = " + words.formula());
        } else {
            row(table, "update", words.output());
        }
        row(table, "parameters", Numbers.count(file.parameters().size()));
        row(table, "memory", "%d floats per coordinate".formatted(spec.planes()));
        row(table, "checksum", file.checksum());
        row(table, "found", String.join(", ", found.places()));
        found.channels()
                .forEach(channel -> row(
                        table,
                        "channel",
                        "%s since %s%s".formatted(channel.name().channel(), channel.moved(), reason(channel))));
        return table;
    }

    private static String reason(OptimizersTopic.Channel channel) {
        return channel.reason().isEmpty() ? "" : ": " + channel.reason();
    }

    private Table provenance() {
        Provenance provenance = file.provenance();
        TrainingDetails details = new TrainingDetails(provenance);
        Table table = rows();
        row(table, "created", provenance.created() + " by " + provenance.createdBy());
        row(table, "command", orNone(provenance.command()));
        row(table, "seed", String.valueOf(provenance.seed()));
        row(table, "parent", orNone(provenance.parent()));
        rows(table, "has seen", details.seen());
        rows(table, "validation", details.validations());
        details.others().forEach((name, value) -> row(table, name, value));
        return table;
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }

    private Table arrays() {
        Table table = new Table().words("").words("").numbers("");
        ParameterArray.of(file.spec())
                .forEach(
                        array -> table.row("  " + array.name(), array.shape().toString(), Numbers.count(array.size())));
        return table;
    }

    private static Table rows() {
        return new Table().words("").words("");
    }

    private static void rows(Table table, String name, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            row(table, i == 0 ? name : "", values.get(i));
        }
    }

    private static void row(Table table, String name, String value) {
        table.row("  " + Printable.of(name), Printable.of(value));
    }
}

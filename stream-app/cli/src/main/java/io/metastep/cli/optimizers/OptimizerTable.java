package io.metastep.cli.optimizers;

import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Table;
import io.metastep.optimizer.OptimizerFile;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Optimizers, a row each; where they were found and their channels only if a cluster was asked. */
final class OptimizerTable {

    private final boolean hasCluster;

    OptimizerTable(boolean hasCluster) {
        this.hasCluster = hasCluster;
    }

    List<String> lines(List<Found> optimizers) {
        Table table = new Table().words("optimizer");
        if (hasCluster) {
            table.words("channels").words("found");
        }
        table.numbers("parameters").words("features").words("hidden").words("output");
        table.words("has seen").words("created");
        optimizers.forEach(found -> table.row(row(found)));
        return table.lines();
    }

    private List<String> row(Found found) {
        OptimizerFile file = found.file();
        List<String> row = new ArrayList<>(List.of(file.reference()));
        if (hasCluster) {
            row.add(channels(found));
            row.add(String.join(", ", found.places()));
        }
        row.add(Numbers.count(file.parameters().size()));
        SpecWords words = new SpecWords(file.spec());
        row.addAll(List.of(words.features(), words.hidden(), words.output()));
        row.add(seen(file));
        row.add(day(file));
        return row;
    }

    private static String channels(Found found) {
        return found.channels().stream()
                .map(channel -> channel.name().channel())
                .collect(Collectors.joining(", "));
    }

    private static String seen(OptimizerFile file) {
        String seen = new TrainingDetails(file.provenance()).seenBriefly();
        return seen.isEmpty() ? "-" : Printable.of(seen);
    }

    private static String day(OptimizerFile file) {
        return file.provenance()
                .created()
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }
}

package io.metastep.cli.optimizers;

import io.metastep.cli.Problems;
import io.metastep.cli.numpy.NpyArray;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerFileException;
import io.metastep.optimizer.OptimizerHeader;
import io.metastep.optimizer.OptimizerParameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes the optimizer again that {@code export} made arrays of, bit for bit. Changed parameters are another optimizer, which needs another
 * name and whose provenance begins anew.
 */
final class ExportedImport {

    private final NpzArrays npz;
    private final Problems problems;

    ExportedImport(NpzArrays npz, Problems problems) {
        this.npz = npz;
        this.problems = problems;
    }

    /** The optimizer, or nothing and all problems. */
    Optional<Imported> read(NameOptions name, ImportSource source, boolean mayHaveOthers) {
        return origin().flatMap(origin -> header(origin)
                .flatMap(header -> file(header, mayHaveOthers))
                .flatMap(file -> named(file, file.checksum().equals(origin.checksum()), name, source)));
    }

    private Optional<Origin> origin() {
        return npz.read(Origin.NAME).flatMap(array -> checked(() -> Origin.parse(text(array))));
    }

    private <T> Optional<T> checked(Supplier<T> value) {
        return problems.check("array " + Origin.NAME, value);
    }

    private static String text(NpyArray array) {
        if (array.isFloat()) {
            throw new IllegalArgumentException("it has elements of type '%s', expected bytes".formatted(array.type()));
        }
        return new String(array.bytes(), StandardCharsets.UTF_8);
    }

    private Optional<OptimizerHeader> header(Origin origin) {
        return checked(() -> {
            try {
                return OptimizerHeader.parse(origin.header());
            } catch (OptimizerFileException e) {
                throw new IllegalArgumentException(Printable.of(String.valueOf(e.getMessage())), e);
            }
        });
    }

    private Optional<OptimizerFile> file(OptimizerHeader header, boolean mayHaveOthers) {
        List<SourceArray> wanted = ParameterArray.of(header.spec()).stream()
                .map(array -> array.source("so says the array " + Origin.NAME))
                .toList();
        List<FoundArray> found = npz.find(wanted, Map.of(), mayHaveOthers);
        return problems.isEmpty() ? checked(() -> header.with(parameters(header, found))) : Optional.empty();
    }

    private static OptimizerParameters parameters(OptimizerHeader header, List<FoundArray> found) {
        ParameterSums sums = new ParameterSums(header.spec().parameterCount(), found);
        return OptimizerParameters.of(header.spec(), sums.rounded());
    }

    private Optional<Imported> named(OptimizerFile file, boolean isSame, NameOptions name, ImportSource source) {
        String family = name.family(file.family());
        int number = name.number(file.version());
        if (!file.reference().equals(family + "@" + number)) {
            return Optional.of(new Imported(renamed(file, family, number, source, name), List.of()));
        } else if (isSame) {
            return Optional.of(new Imported(file, List.of("It is %s as it was exported.".formatted(file.reference()))));
        }
        problems.add(
                "the file has other parameters, or says something else, than %s that was exported; changed, it needs"
                                .formatted(file.reference())
                        + " another name: give --family or --number");
        return Optional.empty();
    }

    private static OptimizerFile renamed(
            OptimizerFile file, String family, int number, ImportSource source, NameOptions name) {
        String seen = name.seen(new TrainingDetails(file.provenance()).seenBriefly());
        return new OptimizerFile(
                family, number, file.spec(), file.parameters(), source.provenance(file.reference(), seen, "metastep"));
    }
}

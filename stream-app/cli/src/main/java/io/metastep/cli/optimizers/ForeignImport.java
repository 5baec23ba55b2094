package io.metastep.cli.optimizers;

import io.metastep.cli.Problems;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes an optimizer of arrays from elsewhere; options say what it is and how the arrays are kept. */
final class ForeignImport {

    private final NpzArrays npz;
    private final KindOptions kindOptions;
    private final ArrayOptions arrayOptions;
    private final Problems problems;

    ForeignImport(NpzArrays npz, KindOptions kindOptions, ArrayOptions arrayOptions, Problems problems) {
        this.npz = npz;
        this.kindOptions = kindOptions;
        this.arrayOptions = arrayOptions;
        this.problems = problems;
    }

    /** The optimizer, or nothing and all problems. */
    Optional<Imported> read(NameOptions name, ImportSource source) {
        Optional<ImportedKind> kind = problems.check(kindOptions::kind);
        Optional<Reading> reading = arrayOptions.reading(npz.names(), problems);
        return kind.flatMap(known -> reading.flatMap(how -> read(known, how, name, source)));
    }

    private Optional<Imported> read(ImportedKind kind, Reading reading, NameOptions name, ImportSource source) {
        List<FoundArray> found = npz.find(reading.arrays(kind), arrayOptions.names(), arrayOptions.ignoreOthers);
        return parameters(kind.spec(), found, reading.forgetBias())
                .map(parameters -> new OptimizerFile(
                        name.family(),
                        name.number(1),
                        kind.spec(),
                        parameters,
                        source.provenance("", name.seen(""), reading.toString())))
                .map(file -> new Imported(file, remarks(reading)));
    }

    private Optional<OptimizerParameters> parameters(LstmSpec spec, List<FoundArray> found, double forgetBias) {
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        ParameterSums sums = new ParameterSums(spec.parameterCount(), found);
        sums.addToForgetBiases(forgetBias, spec.layout());
        return problems.check(() -> OptimizerParameters.of(spec, sums.rounded()));
    }

    private List<String> remarks(Reading reading) {
        List<String> remarks = new ArrayList<>(List.of("Read as " + reading + "."));
        if (!kindOptions.assumed().isEmpty()) {
            remarks.add("Taken as usual, for want of options: %s. If it was trained as something else, say so."
                    .formatted(String.join(" ", kindOptions.assumed())));
        }
        return remarks;
    }
}

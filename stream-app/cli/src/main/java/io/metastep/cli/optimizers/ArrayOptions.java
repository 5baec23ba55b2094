package io.metastep.cli.optimizers;

import io.metastep.cli.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the file keeps its arrays. */
final class ArrayOptions {

    static final String HEADING = "%nArrays:%n";

    @Option(
            names = "--convention",
            paramLabel = "NAME",
            description = "Names and shapes of the arrays, order of the gates and forget bias: ${COMPLETION-CANDIDATES}"
                    + " (default: the one that the names show).")
    private @Nullable Convention convention;

    @Option(
            names = "--gate-order",
            paramLabel = "IFGO",
            description = "Order of the gates where it is not the convention's: i, f, g (or j, c), o in any order.")
    private @Nullable String gateOrder;

    @Option(
            names = "--forget-bias-added",
            paramLabel = "X",
            description = "What the framework adds to the forget gate's biases when it runs, where it is not what the"
                    + " convention says; it becomes part of the biases.")
    private @Nullable Double forgetBias;

    @Option(
            names = "--array",
            paramLabel = "NAME=THEIRS",
            description = "The convention's array NAME is called THEIRS in the file; repeated.")
    private Map<String, String> names = new LinkedHashMap<>();

    @Option(names = "--ignore-others", description = "Let the file have arrays that are no part of the optimizer.")
    boolean ignoreOthers;

    /** How arrays of these names are to be read, or nothing and a problem. */
    Optional<Reading> reading(List<String> inFile, Problems problems) {
        Optional<Convention> found = convention(inFile, problems);
        Optional<GateOrder> order = gateOrder(problems);
        return found.flatMap(known -> problems.check(() ->
                new Reading(known, order.orElse(known.gates()), forgetBias == null ? known.forgetBias : forgetBias)));
    }

    private Optional<Convention> convention(List<String> inFile, Problems problems) {
        Optional<Convention> found = Optional.ofNullable(convention)
                .or(() -> Convention.of(
                        Stream.concat(names.keySet().stream(), inFile.stream()).toList()));
        problems.require(found.isPresent(), unknown(inFile));
        return found;
    }

    private static String unknown(List<String> inFile) {
        return inFile.isEmpty()
                ? "the file has no arrays"
                : "no convention has arrays of these names: %s; choose one with --convention and name its arrays with --array"
                        .formatted(String.join(", ", inFile));
    }

    /** The order of gates, if another one than the convention's is given. */
    private Optional<GateOrder> gateOrder(Problems problems) {
        return Optional.ofNullable(gateOrder)
                .flatMap(order -> problems.check("--gate-order", () -> GateOrder.parse(order)));
    }

    /** Names in the file by the convention's names, where they were given. */
    Map<String, String> names() {
        return Map.copyOf(names);
    }

    /** Names of the options that were given and say how arrays are to be read. */
    List<String> given() {
        return Stream.of(
                        convention == null ? null : "--convention",
                        gateOrder == null ? null : "--gate-order",
                        forgetBias == null ? null : "--forget-bias-added",
                        names.isEmpty() ? null : "--array")
                .filter(Objects::nonNull)
                .toList();
    }
}

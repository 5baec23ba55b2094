package io.metastep.cli.optimizers;

import io.metastep.cli.Problems;
import io.metastep.cli.numpy.NpyArray;
import io.metastep.cli.numpy.NpzFile;
import io.metastep.cli.numpy.NumpyException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arrays of a file that is imported. */
final class NpzArrays {

    private final NpzFile npz;
    private final Problems problems;

    NpzArrays(NpzFile npz, Problems problems) {
        this.npz = npz;
        this.problems = problems;
    }

    /** Names of those that may be parameters. */
    List<String> names() {
        return npz.names().stream().filter(name -> !name.equals(Origin.NAME)).toList();
    }

    /** The array, or nothing and a problem. */
    Optional<NpyArray> read(String name) {
        try {
            return Optional.of(npz.array(name));
        } catch (NumpyException e) {
            problems.add("array %s %s".formatted(name, e.getMessage()));
            return Optional.empty();
        }
    }

    boolean hasOrigin() {
        return npz.has(Origin.NAME);
    }

    /** The arrays of a file that are wanted; a problem for each that is missing or wrong, and for others unless they may be there. */
    List<FoundArray> find(List<SourceArray> wanted, Map<String, String> names, boolean mayHaveOthers) {
        ArraySearch search = new ArraySearch(names(), names, problems);
        List<FoundArray> found =
                wanted.stream().flatMap(array -> find(array, search).stream()).toList();
        found.forEach(array -> array.problem().ifPresent(problems::add));
        search.requireNothingElse(wanted, mayHaveOthers);
        return found;
    }

    private Optional<FoundArray> find(SourceArray wanted, ArraySearch search) {
        return search.find(wanted).flatMap(name -> read(name).map(array -> new FoundArray(wanted, name, array)));
    }
}

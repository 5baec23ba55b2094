package io.metastep.cli.optimizers;

import io.metastep.cli.Problems;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the arrays of an import in a file by their names, and notes which arrays of the file they are. */
final class ArraySearch {

    private final List<String> inFile;
    private final Map<String, String> given;
    private final Problems problems;
    private final Set<String> used = new LinkedHashSet<>();

    /**
     * @param inFile names of the arrays in the file
     * @param given what some of the wanted arrays are called there
     */
    ArraySearch(List<String> inFile, Map<String, String> given, Problems problems) {
        this.inFile = List.copyOf(inFile);
        this.given = Map.copyOf(given);
        this.problems = problems;
    }

    /** The name in the file, or nothing and a problem. */
    Optional<String> find(SourceArray wanted) {
        Optional<String> found = given.containsKey(wanted.name()) ? givenName(wanted.name()) : byName(wanted);
        found.ifPresent(used::add);
        return found;
    }

    private Optional<String> givenName(String name) {
        String theirs = given.getOrDefault(name, name);
        problems.require(
                inFile.contains(theirs), "--array %s=%s: the file has no array of that name".formatted(name, theirs));
        return Optional.of(theirs).filter(inFile::contains);
    }

    private Optional<String> byName(SourceArray wanted) {
        if (inFile.contains(wanted.name())) {
            return Optional.of(wanted.name());
        }
        List<String> candidates = inFile.stream().filter(wanted::mayBe).toList();
        if (candidates.isEmpty()) {
            problems.add("array %s is missing, expected %s".formatted(wanted.name(), wanted.expected()));
        } else if (candidates.size() > 1) {
            problems.add("array %s may be any of %s; say which with --array %s=NAME"
                    .formatted(wanted.name(), String.join(", ", candidates), wanted.name()));
        }
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /** Adds a problem for arrays that nobody looked for, and for given names of arrays that nobody wants. */
    void requireNothingElse(List<SourceArray> wanted, boolean mayHaveOthers) {
        List<String> names = wanted.stream().map(SourceArray::name).toList();
        given.keySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .forEach(name -> problems.add("--array %s: the convention has no such array, it has %s"
                        .formatted(name, String.join(", ", names))));
        List<String> others =
                inFile.stream().filter(name -> !used.contains(name)).toList();
        problems.require(
                mayHaveOthers || others.isEmpty(),
                "the file has arrays that are no part of the optimizer: %s; leave them out, or give --ignore-others"
                        .formatted(String.join(", ", others)));
    }
}

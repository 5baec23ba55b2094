package io.metastep.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a person types to get the same result: the options that were given, without those that do not change it. */
public final class RepeatableCommand {

    /** Where the result goes, how fast it comes, how much is said; the paths among them are nobody else's business. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("--out", "--json", "--resume", "--threads", "--verbose");

    private RepeatableCommand() {}

    public static String of(CommandSpec command) {
        List<OptionSpec> given = command.commandLine().getParseResult().matchedOptionsSet().stream()
                .toList();
        Stream<String> words = given.stream()
                .filter(option -> !WITHOUT_EFFECT.contains(option.longestName()))
                .flatMap(option -> option.originalStringValues().stream().map(value -> word(option, value)));
        return Stream.concat(Stream.of(command.qualifiedName()), words).collect(Collectors.joining(" "));
    }

    private static String word(OptionSpec option, String value) {
        return switch (option.longestName()) {
            case "--data" -> "--data DIR";
            case "--optimizer" -> "--optimizer " + value.replaceFirst(".*[/\\\\]", "");
            default -> option.arity().max() == 0 ? option.longestName() : option.longestName() + " " + value;
        };
    }
}

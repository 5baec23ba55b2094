package io.metastep.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a person types to get the same result: the arguments that were given, without those that do not change it. */
public final class RepeatableCommand {

    /** Where the result goes, how fast it comes, how much is said; the paths among them are nobody else's business. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "--out", "--force", "--json", "--threads", "--verbose", "--snapshot", "--snapshot-every", "--resume");

    private static final String HARMLESS = "[A-Za-z0-9._:=/,+@%-]+";

    private RepeatableCommand() {}

    public static String of(CommandSpec command) {
        List<OptionSpec> given = command.commandLine().getParseResult().matchedOptionsSet().stream()
                .toList();
        Stream<String> words = given.stream()
                .filter(option -> !WITHOUT_EFFECT.contains(option.longestName()))
                .flatMap(option -> option.originalStringValues().stream().map(value -> word(option, value)));
        return Stream.of(Stream.of(command.qualifiedName()), parameters(command), words)
                .flatMap(part -> part)
                .collect(Collectors.joining(" "));
    }

    /** Of files the name only: where somebody keeps them has no effect. */
    private static Stream<String> parameters(CommandSpec command) {
        return command.commandLine().getParseResult().matchedPositionals().stream()
                .flatMap(parameter -> parameter.originalStringValues().stream())
                .map(value -> quoted(fileName(value)));
    }

    private static String fileName(String value) {
        return value.replaceFirst(".*[/\\\\]", "");
    }

    private static String word(OptionSpec option, String value) {
        String name = option.longestName();
        return switch (name) {
            case "--data" -> name + " DIR"; // has an effect, but where somebody keeps it does not
            case "--optimizer", "--parent" -> name + " " + quoted(fileName(value));
            default -> option.arity().max() == 0 ? name : name + " " + quoted(value);
        };
    }

    /** As a shell takes it for what it is. */
    private static String quoted(String value) {
        return value.matches(HARMLESS) ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}

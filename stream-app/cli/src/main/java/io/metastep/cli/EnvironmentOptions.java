package io.metastep.cli;

import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.cli.cluster.FirstContact;
import io.metastep.cli.http.HttpOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that environment variables set: {@code METASTEP_SERVE_STATE_DIR} is {@code --state-dir} of {@code serve}, and those that are
 * the same for all verbs have a shorter name too, such as {@code METASTEP_CONFIG}. What the command line says counts before the longer
 * name, and that before the shorter one; an empty variable is none.
 */
final class EnvironmentOptions {

    private static final String OURS = "METASTEP_";

    /** What is the same whatever a container does. */
    private static final Set<String> SHARED = Set.of(
            ClusterOptions.SERVERS_OPTION, ClusterOptions.CONFIG_OPTION, ClusterOptions.PREFIX_OPTION, HttpOption.NAME);

    private final Map<String, String> environment;
    private final Map<String, String> variables = new LinkedHashMap<>();

    EnvironmentOptions(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The arguments, and before them, after the verb, what variables say about options that they do not name. */
    String[] addTo(String[] arguments, CommandLine commandLine) {
        CommandLine verb = commandLine;
        int begin = 0;
        for (int i = 0; i < arguments.length; i++) {
            CommandLine inner = verb.getSubcommands().get(arguments[i]);
            if (inner != null) {
                verb = inner;
                begin = i + 1;
            } else if (!arguments[i].startsWith("-")) {
                break;
            }
        }
        List<String> told = List.of(arguments).subList(begin, arguments.length);
        List<String> added = options(verb.getCommandSpec())
                .filter(option -> !isNamed(option, told))
                .flatMap(option -> argument(option).stream())
                .toList();
        warnOfUnknown(verb);
        return Stream.of(Arrays.stream(arguments, 0, begin), added.stream(), told.stream())
                .flatMap(parts -> parts)
                .toArray(String[]::new);
    }

    private static boolean isNamed(OptionSpec option, List<String> arguments) {
        int end = arguments.indexOf("--");
        return arguments.subList(0, end < 0 ? arguments.size() : end).stream()
                .anyMatch(argument -> Stream.of(option.names()).anyMatch(name -> isNamed(name, argument)));
    }

    /** Short options may have their value right behind them. */
    private static boolean isNamed(String name, String argument) {
        boolean isLong = name.startsWith("--");
        return argument.equals(name) || argument.startsWith(isLong ? name + "=" : name);
    }

    private Optional<String> argument(OptionSpec option) {
        return names(option)
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .findFirst()
                .map(name -> {
                    variables.put(option.longestName(), name);
                    return option.longestName() + "=" + environment.get(name);
                });
    }

    private void warnOfUnknown(CommandLine verb) {
        Set<String> unknown = new TreeSet<>(environment.keySet());
        unknown.removeIf(name -> !name.startsWith(variable(verb.getCommandSpec()) + "_"));
        unknown.remove(FirstContact.PATIENCE_VARIABLE);
        options(verb.getCommandSpec()).flatMap(EnvironmentOptions::names).forEach(unknown::remove);
        boolean isRunnable = verb.getSubcommands().isEmpty();
        if (isRunnable) {
            String command = verb.getCommandSpec().qualifiedName();
            unknown.forEach(name -> verb.getErr()
                    .println("Warning: " + name + " is set, but no option has that name; see " + command + " --help"));
        }
    }

    /** The problem, with the variables that say what the options say that it names. */
    String explain(String problem) {
        List<String> reasons = new ArrayList<>();
        variables.forEach((option, variable) -> {
            if (Pattern.compile("(?<![\\w-])" + option + "(?![\\w-])")
                    .matcher(problem)
                    .find()) {
                reasons.add(option + " is what " + variable + " says");
            }
        });
        return reasons.isEmpty() ? problem : problem + " (" + String.join("; ", reasons) + ")";
    }

    /** For help: how the options of a verb are set, with its first one as an example. */
    static Optional<String> help(CommandSpec verb) {
        return options(verb)
                .findFirst()
                .map(option -> "Variables of the environment set options, too: " + variable(verb) + "_"
                        + words(option.longestName()) + " is " + option.longestName() + ".");
    }

    /** Those that say how to do something, not what to show. */
    private static Stream<OptionSpec> options(CommandSpec verb) {
        return verb.options().stream().filter(option -> !option.usageHelp() && !option.versionHelp());
    }

    private static Stream<String> names(OptionSpec option) {
        String words = words(option.longestName());
        String own = variable(option.command()) + "_" + words;
        return SHARED.contains(option.longestName()) ? Stream.of(own, OURS + words) : Stream.of(own);
    }

    /** {@code METASTEP_TOPICS_CREATE}. */
    private static String variable(CommandSpec command) {
        return words(command.qualifiedName("_"));
    }

    private static String words(String name) {
        return name.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}

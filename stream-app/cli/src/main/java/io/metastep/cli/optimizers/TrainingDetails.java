package io.metastep.cli.optimizers;

import io.metastep.optimizer.Provenance;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The details of a provenance, grouped: what the optimizer has seen, how it did in validation, the rest. Meta-training numbers its
 * {@code workload 1}, {@code validation 1} and so on; imports say {@code seen}.
 */
final class TrainingDetails {

    /** Detail that says in words what an optimizer from elsewhere has seen. */
    static final String SEEN = "seen";

    private static final String WORKLOAD = "workload";
    private static final String VALIDATION = "validation";
    private static final Pattern NUMBERED = Pattern.compile("(" + WORKLOAD + "|" + VALIDATION + ") (\\d{1,9})");
    private static final Pattern TASK = Pattern.compile("(?:\\d+ x )?([A-Za-z0-9_-]+).*", Pattern.DOTALL);

    private final Map<String, String> details;

    TrainingDetails(Provenance provenance) {
        details = provenance.details();
    }

    /** What it has seen in its meta-training, one task each. */
    List<String> seen() {
        return details.containsKey(SEEN) ? List.of(details.getOrDefault(SEEN, "")) : numbered(WORKLOAD);
    }

    /** The families of tasks it has seen, in few words; empty if nothing is known. */
    String seenBriefly() {
        if (details.containsKey(SEEN)) {
            return details.getOrDefault(SEEN, "");
        }
        Map<String, Long> families = seen().stream()
                .collect(Collectors.groupingBy(
                        TrainingDetails::family, java.util.LinkedHashMap::new, Collectors.counting()));
        return families.entrySet().stream()
                .map(entry -> entry.getValue() == 1
                        ? entry.getKey()
                        : "%s (%d kinds)".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** {@code digits-mlp} of {@code 2 x digits-mlp:activation=relu, 20..200 steps}. */
    private static String family(String workload) {
        Matcher matcher = TASK.matcher(workload);
        return matcher.matches() ? matcher.group(1) : workload;
    }

    /** How it did when it was chosen. */
    List<String> validations() {
        return numbered(VALIDATION);
    }

    /** All other details. */
    Map<String, String> others() {
        return details.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(SEEN)
                        && !NUMBERED.matcher(entry.getKey()).matches())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, java.util.LinkedHashMap::new));
    }

    private List<String> numbered(String name) {
        return details.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name + " ")
                        && NUMBERED.matcher(entry.getKey()).matches())
                .sorted(Comparator.comparingInt(entry -> number(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static int number(String key) {
        return Integer.parseInt(key.substring(key.indexOf(' ') + 1));
    }
}

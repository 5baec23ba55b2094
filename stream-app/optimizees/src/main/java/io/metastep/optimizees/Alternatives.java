package io.metastep.optimizees;

import java.util.List;
import java.util.stream.Stream;

/** Names with alternatives spelled out: {@code a:x=1|2,y=3|4} is {@code a:x=1,y=3}, {@code a:x=1,y=4} and so on. */
final class Alternatives {
    private static final int MOST = 100;

    private Alternatives() {}

    /** All combinations, the last option changing fastest; the name itself if it has no alternatives. */
    static List<String> of(String name) {
        int colon = name.indexOf(':');
        if (colon < 0 || !name.contains("|")) {
            return List.of(name);
        }
        List<String> combinations = List.of("");
        for (String option : name.substring(colon + 1).split(",", -1)) {
            combinations = append(combinations, option, name);
        }
        return combinations.stream()
                .map(options -> name.substring(0, colon) + ":" + options)
                .toList();
    }

    private static List<String> append(List<String> combinations, String option, String name) {
        List<String> values = values(option);
        if ((long) combinations.size() * values.size() > MOST) {
            throw new IllegalArgumentException(
                    "Task %s has more than %d combinations of its alternatives".formatted(name, MOST));
        }
        return combinations.stream()
                .flatMap(before -> values.stream().map(value -> before.isEmpty() ? value : before + "," + value))
                .toList();
    }

    private static List<String> values(String option) {
        int equals = option.indexOf('=');
        return Stream.of(option.substring(equals + 1).split("\\|", -1))
                .map(value -> option.substring(0, equals + 1) + value)
                .toList();
    }
}

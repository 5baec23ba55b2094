package io.metastep.optimizees;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The options of a task's name, {@code key=value,key=value}; every option must be asked for, or it is unknown. */
final class TaskOptions {
    private final String family;
    private final Map<String, String> given = new LinkedHashMap<>();
    private final List<String> known = new ArrayList<>();

    TaskOptions(String family, String text) {
        this.family = family;
        for (String option : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "Task " + family + ": '" + option + "' is not of the form option=value");
            }
            given.put(
                    option.substring(0, equals).strip(),
                    option.substring(equals + 1).strip());
        }
    }

    int integer(String option, int otherwise) {
        return value(option, otherwise, Integer::parseInt);
    }

    double number(String option, double otherwise) {
        return value(option, otherwise, Double::parseDouble);
    }

    Activation activation(Activation otherwise) {
        return value("activation", otherwise, text -> Activation.valueOf(text.toUpperCase(Locale.ROOT)));
    }

    ImagePart images(ImagePart otherwise) {
        return value("images", otherwise, ImagePart::parse);
    }

    List<Integer> widths(List<Integer> otherwise) {
        return value("widths", otherwise, TaskOptions::parseWidths);
    }

    private static List<Integer> parseWidths(String text) {
        return text.equals("none")
                ? List.of()
                : List.of(text.split("x", -1)).stream().map(Integer::valueOf).toList();
    }

    private <T> T value(String option, T otherwise, Function<String, T> parse) {
        known.add(option);
        @Nullable String text = given.get(option);
        if (text == null) {
            return otherwise;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Task %s: %s is '%s', expected something like %s".formatted(family, option, text, otherwise), e);
        }
    }

    /** Refuses options that nobody asked for. */
    void requireAllKnown() {
        for (String option : given.keySet()) {
            if (!known.contains(option)) {
                throw new IllegalArgumentException(
                        "Task %s has no option '%s'; it has %s".formatted(family, option, String.join(", ", known)));
            }
        }
    }

    static void requireRange(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("%s is %s, expected %s to %s".formatted(option, value, least, most));
        }
    }

    static void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s is %d, expected %d to %d".formatted(option, value, least, most));
        }
    }
}

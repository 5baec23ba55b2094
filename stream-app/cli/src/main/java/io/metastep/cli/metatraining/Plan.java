package io.metastep.cli.metatraining;

import io.metastep.metalearner.ValidationTask;
import io.metastep.metalearner.Workload;
import io.metastep.optimizees.TaskCatalogue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A task with settings, as the command line writes it: {@code TASK/name=value/name=value}, for example
 * {@code quadratic/jobs=6/steps=20..120/rescaling=3}.
 */
public final class Plan {

    private final String text;
    private final String task;
    private final Map<String, String> settings = new HashMap<>();

    private Plan(String text, List<String> known) {
        this.text = text;
        String[] parts = text.split("/", -1);
        task = parts[0];
        for (String part : List.of(parts).subList(1, parts.length)) {
            put(part.split("=", 2), known);
        }
    }

    private void put(String[] setting, List<String> known) {
        if (setting.length != 2 || !known.contains(setting[0])) {
            throw problem("expected TASK/" + String.join("=.../", known) + "=...");
        }
        settings.put(setting[0], setting[1]);
    }

    /**
     * {@code TASK/jobs=6/steps=20..120/rescaling=3}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Workload workload(String text, TaskCatalogue catalogue) {
        Plan plan = new Plan(text, List.of("jobs", "steps", "rescaling"));
        String[] steps = plan.settings.getOrDefault("steps", "20..120").split("\\.\\.", 2);
        return new Workload(
                catalogue.parse(plan.task),
                plan.integer(plan.settings.getOrDefault("jobs", "4")),
                plan.number(plan.settings.getOrDefault("rescaling", "0")),
                plan.integer(steps[0]),
                plan.integer(steps[steps.length - 1]));
    }

    /** {@code TASK/steps=100,200/seeds=2}. */
    static ValidationTask validation(String text, TaskCatalogue catalogue) {
        Plan plan = new Plan(text, List.of("steps", "seeds"));
        return new ValidationTask(
                catalogue.parse(plan.task),
                Arrays.stream(plan.settings.getOrDefault("steps", "100").split(",", -1))
                        .map(plan::integer)
                        .toList(),
                plan.integer(plan.settings.getOrDefault("seeds", "1")));
    }

    private int integer(String number) {
        double value = number(number);
        if (value != Math.rint(value)) {
            throw problem("'" + number + "' is not a whole number");
        }
        return (int) value;
    }

    private double number(String number) {
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            throw problem("'" + number + "' is not a number");
        }
    }

    private IllegalArgumentException problem(String what) {
        return new IllegalArgumentException("'" + text + "': " + what);
    }
}

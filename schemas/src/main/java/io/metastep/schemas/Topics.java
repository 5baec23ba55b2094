package io.metastep.schemas;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The topics of one prefix. */
public record Topics(String prefix) {
    public static final String DEFAULT_PREFIX = "metastep";

    private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,199}");

    public Topics {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("Topic prefix '" + prefix
                    + "' is not valid; use 1 to 200 letters, digits, '.', '_' and '-', the first a letter or digit");
        }
    }

    public static Topics standard() {
        return new Topics(DEFAULT_PREFIX);
    }

    public String name(Topic topic) {
        return topic.name(prefix);
    }

    public List<String> names() {
        return Arrays.stream(Topic.values()).map(this::name).toList();
    }

    public String gradients() {
        return name(Topic.GRADIENTS);
    }

    public String losses() {
        return name(Topic.LOSSES);
    }

    public String updates() {
        return name(Topic.UPDATES);
    }

    public String trajectories() {
        return name(Topic.TRAJECTORIES);
    }

    public String comparisons() {
        return name(Topic.COMPARISONS);
    }

    public String optimizers() {
        return name(Topic.OPTIMIZERS);
    }

    public String learner() {
        return name(Topic.LEARNER);
    }

    public String activity() {
        return name(Topic.ACTIVITY);
    }

    public String status() {
        return name(Topic.STATUS);
    }

    public String rejected() {
        return name(Topic.REJECTED);
    }
}

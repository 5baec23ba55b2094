package io.metastep.integration.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression of Prometheus in a file of the deploy folder.
 *
 * @param place the alert or the panel that it is in
 */
public record Expression(String place, String text) {
    private static final Pattern METRIC = Pattern.compile("\\b(metastep|kafka|jvm|process)_[a-z0-9_]+");
    private static final Pattern QUOTED = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"");

    /** The metrics that it asks for, as far as instances of the application measure them. */
    public Set<String> metrics() {
        Set<String> found = new TreeSet<>();
        Matcher matcher = METRIC.matcher(QUOTED.matcher(text).replaceAll("\"\""));
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}

package io.metastep.integration.containers;

import java.util.Locale;

/** What the environment says, or a system property: {@code METASTEP_KAFKA_IMAGE} or {@code -Dmetastep.kafka.image}. */
final class Variable {
    private Variable() {}

    /** Empty if nobody says anything. */
    static String value(String name) {
        String property = System.getProperty(name.toLowerCase(Locale.ROOT).replace('_', '.'));
        String value = property == null ? System.getenv(name) : property;
        return value == null ? "" : value;
    }
}

package io.metastep.cli.bench.soak;

import java.util.EnumMap;
import java.util.Map;

/**
 * One look at the application.
 *
 * @param seconds since the load began
 * @param updates that jobs received since the load began
 * @param vitals those that this machine tells
 */
record Sample(double seconds, long updates, Map<Vital, Double> vitals) {
    Sample {
        vitals = Map.copyOf(vitals.isEmpty() ? Map.of() : new EnumMap<>(vitals));
    }
}

package io.metastep.ops;

import java.util.function.ToDoubleFunction;

/**
 * One of our own metrics, as a catalogue lists it.
 *
 * @param <S> what it is read from
 * @param name in Prometheus
 * @param type whether it only grows
 * @param meaning one sentence
 * @param action what to do about it, one sentence
 * @param reason value of its label {@code reason}, empty for no label
 * @param reading the number now; any thread may ask
 */
public record OwnMetric<S>(
        String name, Type type, String meaning, String action, String reason, ToDoubleFunction<S> reading) {
    /** What all names begin with. */
    public static final String PREFIX = "metastep_";

    /** How a metric behaves. */
    public enum Type {
        /** Grows from 0. */
        COUNTER,
        /** Goes up and down. */
        GAUGE
    }
}

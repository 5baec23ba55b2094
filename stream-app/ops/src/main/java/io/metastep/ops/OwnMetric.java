package io.metastep.ops;

import io.metastep.streams.MetastepApplication;
import java.util.function.ToDoubleFunction;

/**
 * One of our own metrics, as the catalogue lists it.
 *
 * @param name in Prometheus
 * @param type whether it only grows
 * @param meaning one sentence
 * @param action what to do about it, one sentence
 * @param tag name and value of its label, empty for none
 * @param reading the number now
 */
record OwnMetric(
        String name,
        Type type,
        String meaning,
        String action,
        String tag,
        ToDoubleFunction<MetastepApplication> reading) {

    /** How a metric behaves. */
    enum Type {
        /** Grows from 0 at the start of the process. */
        COUNTER,
        /** Goes up and down. */
        GAUGE
    }
}

package io.metastep.streams;

import io.metastep.streams.core.GradientLog;
import java.util.function.BooleanSupplier;

/**
 * A log whose reading somebody may stop.
 *
 * @param isStopped whether it ends now, with a {@link ReplayException}
 */
record StoppableLog(GradientLog log, BooleanSupplier isStopped) implements GradientLog {
    @Override
    public long earliest() {
        return log.earliest();
    }

    @Override
    public void read(long from, long to, Visitor visitor) {
        log.read(from, to, logged -> {
            if (isStopped.getAsBoolean()) {
                throw new ReplayException("The application stops");
            }
            visitor.visit(logged);
        });
    }
}

package io.metastep.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Time that passes when told to. */
final class TestClock implements LongSupplier {
    private final AtomicLong nanos = new AtomicLong(42);

    @Override
    public long getAsLong() {
        return nanos.get();
    }

    void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}

package io.metastep.integration.harness;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for what other threads and processes bring about: looks again and again until a deadline. */
public final class Await {
    /** Long enough for a rebalance and a restore on a busy machine with two cores; {@code -Dmetastep.patience=S} for a busier one. */
    public static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("metastep.patience", 120));

    private static final Duration PAUSE = Duration.ofMillis(5);

    private Await() {}

    /** Returns once the condition holds; fails with the description and what the evidence says then. */
    public static void until(String what, BooleanSupplier condition, Supplier<?> evidence) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "Not within " + PATIENCE.toSeconds() + " s: " + what + "; but: " + evidence.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    public static void until(String what, BooleanSupplier condition) {
        until(what, condition, () -> "nothing more is known");
    }

    /** Returns the first answer that is not null. */
    public static <T> T value(String what, Supplier<@Nullable T> look, Supplier<?> evidence) {
        Slot<T> slot = new Slot<>();
        until(what, () -> slot.fill(look.get()), evidence);
        return slot.get(what);
    }

    /** Holds what was found. */
    private static final class Slot<T> {
        private @Nullable T found;

        boolean fill(@Nullable T candidate) {
            found = candidate;
            return candidate != null;
        }

        T get(String what) {
            if (found == null) {
                throw new AssertionError(what);
            }
            return found;
        }
    }
}

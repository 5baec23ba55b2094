package io.metastep.client;

import org.jspecify.annotations.Nullable;

/** Where a job's records leave the process. Both methods may block while buffers are full; called without locks. */
interface Outbox {
    /** Sends a gradient record; {@code done} hears, on any thread, that the broker has it (null) or why not. */
    void send(int partition, byte[] key, byte[] value, Done done);

    /** Sends a loss report, of which nobody waits to hear. */
    void report(int partition, byte[] key, byte[] value);

    /** Hears how a send ended. */
    interface Done {
        void with(@Nullable Exception failure);
    }
}

package io.metastep.ops;

import java.time.Duration;

/** What the operations page shows; every change has a version. Thread-safe. */
public interface Page {
    /** What came after that version; everything if it is 0. */
    News since(long version);

    /** Waits until something came after that version, or the time is up. */
    void await(long version, Duration timeout) throws InterruptedException;

    /**
     * What changed.
     *
     * @param json as the page's script reads it
     * @param version to ask from next
     */
    record News(String json, long version) {}
}

package io.metastep.metalearner.kafka;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened together and is closed together, the last first. */
final class Opened implements AutoCloseable {
    /** Closes without a checked exception. */
    interface Resource extends AutoCloseable {
        @Override
        void close();
    }

    private final Deque<Resource> resources = new ArrayDeque<>();

    <T extends Resource> T add(T resource) {
        resources.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!resources.isEmpty()) {
            resources.pop().close();
        }
    }
}

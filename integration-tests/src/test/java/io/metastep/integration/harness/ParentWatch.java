package io.metastep.integration.harness;

import java.io.IOException;

/** Ends this JVM when the one that started it is gone, which closes our standard input. */
final class ParentWatch {
    private ParentWatch() {}

    static void start() {
        Thread thread = new Thread(ParentWatch::awaitEnd, "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nobody says anything.
            }
        } catch (IOException e) {
            // The pipe is gone, and so is the parent.
        }
        Runtime.getRuntime().halt(1);
    }
}

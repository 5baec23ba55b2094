package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.Instance;

/** Whoever is left runs with its stream thread once space and brokers are back. */
final class ThreadsAlive implements Guarantee {
    private static final int THREADS = 1;

    @Override
    public String name() {
        return "all stream threads alive";
    }

    @Override
    public void check(Aftermath aftermath) {
        assertThat(aftermath.instances()).as("instances that are left").isNotEmpty();
        for (Instance instance : aftermath.instances()) {
            Await.until(
                    "all threads of an instance run",
                    () -> instance.isRunning() && instance.aliveThreads() == THREADS,
                    () -> "running: " + instance.isRunning() + ", threads: " + instance.aliveThreads());
        }
    }
}

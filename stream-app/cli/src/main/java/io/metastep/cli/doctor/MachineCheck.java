package io.metastep.cli.doctor;

import io.metastep.optimizer.Optimizers;
import java.util.ArrayList;
import java.util.List;

/** This process and the machine that it runs on. */
final class MachineCheck {
    private static final String SCALAR = "scalar";

    /** Live memory of a coordinate, bytes: two layers of 20 units, two moments, their mass. */
    private static final int COORDINATE_BYTES = 332;

    private MachineCheck() {}

    static List<Finding> run() {
        Runtime runtime = Runtime.getRuntime();
        List<Finding> found = new ArrayList<>();
        found.add(Finding.good(
                "Java",
                "%s, %s, %d cores"
                        .formatted(Runtime.version(), System.getProperty("os.name"), runtime.availableProcessors())));
        found.add(kernel(Optimizers.kernel()));
        found.add(memory(runtime.maxMemory()));
        return found;
    }

    static Finding kernel(String kernel) {
        return kernel.startsWith(SCALAR)
                ? Finding.note(
                        "kernel",
                        "scalar, several times slower than the vector one: start with --add-modules=jdk.incubator.vector,"
                                + " as the launcher does, on a processor with vector instructions")
                : Finding.good("kernel", kernel);
    }

    /** By default half of the heap is for live memory. */
    static Finding memory(long heap) {
        double millions = heap / 2.0 / COORDINATE_BYTES / 1e6;
        return Finding.good(
                "memory",
                "heap up to %d MiB: live memory for about %.1f million coordinates, unless serve --memory says otherwise"
                        .formatted(heap >> 20, millions));
    }
}

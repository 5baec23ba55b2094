package io.metastep.cli.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import io.metastep.optimizer.Optimizers;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rates of the kernel or of the unroll.
 *
 * @param features inputs of the first layer
 * @param scalar coordinate-steps per second of the plain kernel; null if not measured
 * @param vector coordinate-steps per second of the fastest kernel of this machine
 * @param nd4j coordinate-steps per second of the same mathematics on ND4J
 * @param nd4jTuned the same with column-major arrays, BLAS called directly and a workspace
 * @param vectorBytesPerStep heap allocated per step (of a block) by the fastest kernel
 * @param kernel which one that is
 */
@JsonPropertyOrder({
    "coordinates",
    "threads",
    "features",
    "scalar",
    "vector",
    "nd4j",
    "nd4jTuned",
    "vectorBytesPerStep",
    "kernel",
    "java"
})
record KernelReport(
        int coordinates,
        int threads,
        int features,
        @Nullable Long scalar,
        @Nullable Long vector,
        @Nullable Long nd4j,
        @Nullable Long nd4jTuned,
        double vectorBytesPerStep,
        String kernel,
        String java) {

    static KernelReport of(KernelOptions options, Map<String, Measured> measured, int stepsPerRun) {
        Measured vector = measured.getOrDefault("vector", Measured.NOTHING);
        return new KernelReport(
                options.coordinates,
                options.threads,
                options.features,
                rate(measured, "scalar"),
                rate(measured, "vector"),
                rate(measured, "nd4j"),
                rate(measured, "nd4jTuned"),
                Math.round(100 * vector.bytesPerRun() / stepsPerRun) / 100.0,
                Optimizers.kernel(),
                Runtime.version().toString());
    }

    private static @Nullable Long rate(Map<String, Measured> measured, String name) {
        Measured result = measured.get(name);
        return result == null ? null : Math.round(result.rate());
    }

    void print(String title, Screen screen) {
        screen.line(screen.bold(title) + ", two layers of 20, " + features + " inputs, " + Numbers.count(coordinates)
                + " coordinates, " + (threads == 1 ? "one thread" : threads + " threads"));
        screen.gap();
        Table table = new Table().words("").numbers("coordinate-steps/s").numbers("times ND4J");
        row(table, "scalar kernel", scalar);
        row(table, kernel + " kernel", vector);
        row(table, "ND4J", nd4j);
        row(table, "ND4J, tuned", nd4jTuned);
        screen.lines(table.lines());
        screen.gap();
        screen.line(String.format(Locale.ROOT, "%s kernel allocates %.2f bytes per step", kernel, vectorBytesPerStep));
    }

    private void row(Table table, String name, @Nullable Long rate) {
        if (rate != null) {
            String ratio = nd4j == null ? "" : String.format(Locale.ROOT, "%.1f", (double) rate / nd4j);
            table.row(name, Numbers.rate(rate), ratio);
        }
    }
}

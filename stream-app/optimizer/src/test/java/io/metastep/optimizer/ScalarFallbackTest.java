package io.metastep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A virtual machine without the incubator module. */
class ScalarFallbackTest {

    /** Prints the kernel and the bits of an update. */
    static final class Program {

        public static void main(String[] arguments) {
            System.out.println(Optimizers.kernel() + " " + Arrays.toString(update()));
        }
    }

    private static float[] update() {
        LstmSpec spec = Specs.paper();
        Optimizer optimizer = Optimizers.of(spec, Specs.random(spec, 6, 0.5));
        float[] update = new float[3];
        BlockState state = optimizer.newState(3);
        optimizer.step(state, new float[] {1f, -0.01f, 0f}, update, false);
        optimizer.step(state, new float[] {2f, 1e-9f, -3f}, update, false);
        return update;
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void runsTheScalarKernelWithTheSameResult() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        List.of(java, "-cp", System.getProperty("java.class.path"), Program.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(Optimizers.kernel()).startsWith("vector");
        assertThat(printed).isEqualTo("scalar " + Arrays.toString(update()) + System.lineSeparator());
    }
}

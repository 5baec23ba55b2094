package io.metastep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.ShippedOptimizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptimizerSourceTest {

    private static final OptimizerFile UNIVERSAL = OptimizerSource.read("universal");

    @Test
    void aFamilyIsItsNewestShippedVersion() {
        int newest = ShippedOptimizers.all().stream()
                .filter(file -> file.family().equals("universal"))
                .mapToInt(OptimizerFile::version)
                .max()
                .orElseThrow();
        assertThat(UNIVERSAL.reference()).isEqualTo("universal@" + newest);
    }

    @Test
    void aVersionIsThatVersion() {
        assertThat(OptimizerSource.read("universal@2").version()).isEqualTo(2);
    }

    @Test
    void anythingElseIsAFile(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("mine.optimizer"), UNIVERSAL.write());
        assertThat(OptimizerSource.read(file.toString()).reference()).isEqualTo(UNIVERSAL.reference());
    }

    @Test
    void whatIsNotThereSaysWhatIs() {
        assertThatThrownBy(() -> OptimizerSource.read("nobody@3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no optimizer 'nobody@3' is shipped")
                .hasMessageContaining("universal@3");
    }

    @Test
    void aDamagedFileSaysSo(@TempDir Path folder) throws IOException {
        byte[] bytes = UNIVERSAL.write();
        Path half = Files.write(folder.resolve("half"), Arrays.copyOf(bytes, bytes.length / 2));
        Path foreign = Files.writeString(folder.resolve("foreign"), "not an optimizer");
        assertThatThrownBy(() -> OptimizerSource.read(half.toString())).hasMessageContaining("cannot read " + half);
        assertThatThrownBy(() -> OptimizerSource.read(foreign.toString()))
                .hasMessageContaining("cannot read " + foreign);
        assertThatThrownBy(() -> OptimizerSource.read(folder.toString())).hasMessageContaining("it is a folder");
    }
}

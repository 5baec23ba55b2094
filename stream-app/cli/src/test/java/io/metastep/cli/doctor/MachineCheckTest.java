package io.metastep.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.cli.doctor.Finding.Grade;
import org.junit.jupiter.api.Test;

class MachineCheckTest {
    @Test
    void theScalarKernelIsSlowAndSaysWhatToDo() {
        assertThat(MachineCheck.kernel("scalar").grade()).isEqualTo(Grade.NOTE);
        assertThat(MachineCheck.kernel("scalar").text()).contains("--add-modules=jdk.incubator.vector");
        assertThat(MachineCheck.kernel("vector 512 bit").grade()).isEqualTo(Grade.GOOD);
    }

    @Test
    void halfOfTheHeapIsForCoordinates() {
        assertThat(MachineCheck.memory(664L << 20).text()).contains("664 MiB").contains("1.0 million");
    }
}

package io.metastep.cli.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConventionTest {

    private static final ImportedKind KIND = new ImportedKind(Samples.LSTM, "--hidden 3x2", "--features ...");

    @ParameterizedTest
    @EnumSource(Convention.class)
    void itsArraysMakeUpAllParameters(Convention convention) {
        BitSet covered = new BitSet();
        for (SourceArray array : convention.arrays(KIND, convention.gates())) {
            int size = array.shape().stream().reduce(1, (one, other) -> one * other);
            for (int i = 0; i < size; i++) {
                covered.set(array.parameter().applyAsInt(i));
            }
        }
        assertThat(covered.length()).isEqualTo(Samples.LSTM.parameterCount());
        assertThat(covered.cardinality()).isEqualTo(Samples.LSTM.parameterCount());
    }

    @ParameterizedTest
    @EnumSource(Convention.class)
    void itIsKnownByTheNamesOfItsArrays(Convention convention) {
        List<String> names = convention.arrays(KIND, convention.gates()).stream()
                .map(SourceArray::name)
                .toList();
        assertThat(Convention.of(names)).contains(convention);
        assertThat(Convention.of(List.of("conv1.kernel", "w"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Convention.class)
    void theReadmeHasItsArraysAndHabits(Convention convention) throws IOException {
        String row = Files.readString(Path.of("README.md"))
                .lines()
                .filter(line -> line.startsWith("| `" + convention + "`"))
                .findFirst()
                .orElse("");
        assertThat(convention.arrays(KIND, convention.gates()))
                .filteredOn(array -> !array.name().matches("layer2.*|.*_l1"))
                .allSatisfy(array -> assertThat(row).contains("`" + array.name().replace("layer1", "layerN") + "`"));
        assertThat(row.replace(" ", ""))
                .containsAnyOf(
                        convention.gates().letters(),
                        convention.gates().letters().replace('g', 'j'))
                .endsWith("|" + (int) convention.forgetBias + "|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ifg", "ifgoo", "iifg", "ifgx", "i f g o"})
    void anOrderHasEachGateOnce(String order) {
        assertThatThrownBy(() -> GateOrder.parse(order))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected each of i, f, g (or j, c), o once");
    }

    @Test
    void rowsOfGatesFindTheirPlace() {
        GateOrder order = GateOrder.parse("ojif");
        assertThat(List.of(order.ours(0, 2), order.ours(3, 2), order.ours(4, 2), order.ours(7, 2)))
                .containsExactly(6, 5, 0, 3);
    }
}

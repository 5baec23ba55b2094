package io.metastep.optimizees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskCatalogueTest {
    private final TaskCatalogue catalogue = new TaskCatalogue(Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quadratic",
                "quadratic:dimension=20,problems=4",
                "quadratic:condition=1000,noise=0.1",
                "quadratic:condition=1|100",
                "digits-mlp:widths=20|10|20x20,activation=sigmoid|relu|elu,images=meta-training",
                "digits-mlp",
                "digits-mlp:widths=20x30,activation=relu,batch=64",
                "digits-mlp:widths=none",
                "digits-mlp:batch=64,pool=2",
                "digits-mlp:activation=tanh,images=evaluation",
                "digits-mlp:images=meta-training",
                "digits-mlp:images=test"
            })
    void aTaskIsCalledByTheNameThatItGives(String name) {
        assertThat(catalogue.parse(name).name()).isEqualTo(name);
    }

    @Test
    void mlpMeansDrawnDigitsWithoutADataFolder() {
        assertThat(catalogue.parse("mlp").name()).isEqualTo("digits-mlp");
    }

    @Test
    void mnistWithoutADataFolderSaysWhatToDo() {
        assertThatThrownBy(() -> catalogue.parse("mnist-mlp"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("--data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cubic",
                "quadratic:size=3",
                "quadratic:dimension",
                "quadratic:dimension=x",
                "quadratic:problems=0",
                "quadratic:condition=0.5",
                "quadratic:condition=NaN",
                "quadratic:noise=-1",
                "quadratic:noise=0|",
                "quadratic:noise=0|1|2|3|4|5|6|7|8|9,condition=1|2|3|4|5|6|7|8|9|10|11",
                "quadratic|mlp",
                "digits-mlp:activation=step",
                "digits-mlp:widths=20x",
                "digits-mlp:widths=0",
                "digits-mlp:batch=1000000",
                "digits-mlp:pool=29",
                "digits-mlp:images=some"
            })
    void nonsenseIsRefused(String name) {
        assertThatThrownBy(() -> catalogue.parse(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void membersOfAMixedTaskAreOfAllItsCombinations() {
        Task task = catalogue.parse("quadratic:dimension=2|3,problems=1|5");
        List<Integer> sizes = LongStream.range(0, 400)
                .mapToObj(seed -> task.open(seed).size())
                .toList();
        assertThat(sizes).containsOnly(2, 3, 10, 15);
        assertThat(Set.of(2, 3, 10, 15)).allSatisfy(size -> assertThat(Collections.frequency(sizes, size))
                .isBetween(70, 130));
        assertThat(task.open(7).initialParameters()).isDeepEqualTo(task.open(7).initialParameters());
    }

    @Test
    void anUnknownOptionNamesTheKnownOnes() {
        assertThatThrownBy(() -> catalogue.parse("quadratic:size=3")).hasMessageContaining("dimension, problems");
    }
}

package io.metastep.optimizees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
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
    void anUnknownOptionNamesTheKnownOnes() {
        assertThatThrownBy(() -> catalogue.parse("quadratic:size=3")).hasMessageContaining("dimension, problems");
    }
}

package io.metastep.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.metalearner.evaluation.Learned;
import io.metastep.optimizer.OptimizerFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntrantTest {
    private static final OptimizerFile QUADRATICS = Entrants.file("paper", 1, List.of("quadratic:problems=64"));
    private static final OptimizerFile NETS = Entrants.file("paper", 2, List.of("mnist-mlp"));
    private static final OptimizerFile BOTH =
            Entrants.file("universal", 3, List.of("quadratic:problems=64", "digits-mlp:activation=relu"));

    @Test
    void aFamilySendsTheVersionThatWasTrainedForTheTask() {
        Entrant paper = Entrant.of(List.of(QUADRATICS, NETS));
        assertThat(paper.on("quadratics")).isEqualTo(QUADRATICS);
        assertThat(paper.on("mnist")).isEqualTo(NETS);
        assertThat(paper.on("long")).isEqualTo(NETS);
        assertThat(paper.files()).containsExactly(QUADRATICS, NETS);
    }

    @Test
    void theNewestVersionThatKnowsBothGoesEverywhere() {
        Entrant universal = Entrant.of(List.of(Entrants.file("universal", 2, List.of("quadratic")), BOTH));
        assertThat(universal.files()).containsExactly(BOTH);
    }

    @Test
    void withoutOneThatWasTrainedForItTheNewestGoes() {
        Entrant paper = Entrant.of(List.of(NETS, Entrants.file("paper", 3, List.of())));
        assertThat(paper.on("quadratics").version()).isEqualTo(3);
        assertThat(paper.on("transfer").version()).isEqualTo(2);
    }

    @Test
    void resultsCallEachByItsOwnName() {
        Subjects subjects = Subjects.of(List.of(new Entrant(QUADRATICS, NETS), new Entrant(BOTH, BOTH)));
        assertThat(subjects.learned("quadratics")).extracting(Learned::name).containsExactly("paper@1", "universal@3");
        assertThat(subjects.learned("transfer")).extracting(Learned::name).containsExactly("paper@2", "universal@3");
        assertThat(subjects.list())
                .extracting(Experiment.Subject::name)
                .containsExactly("paper@1", "paper@2", "universal@3");
    }

    @Test
    void twoFilesThatClaimToBeTheSameVersionAreToldApart() {
        OptimizerFile other = Entrants.file("paper", 2, List.of("digits-mlp"));
        Subjects subjects = Subjects.of(List.of(new Entrant(NETS, NETS), new Entrant(other, other)));
        assertThat(subjects.learned("mnist"))
                .extracting(Learned::name)
                .containsExactly("paper@2", "paper@2 (" + Digest.of(other) + ")");
    }
}

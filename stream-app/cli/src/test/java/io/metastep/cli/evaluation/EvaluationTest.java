package io.metastep.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.OnExit;
import io.metastep.cli.Problems;
import io.metastep.cli.terminal.Screen;
import io.metastep.metalearner.evaluation.EvaluationTask;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.OptimizerFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    private static final EvaluationTask FIRST = task("first");
    private static final EvaluationTask SECOND = task("second");
    private static final OptimizerFile MINE = Entrants.file("mine", 1, List.of());

    private final Experiment experiment = Results.experiment(true, "MNIST 1");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    Path folder = Path.of("");

    @Test
    void everythingIsWrittenAndTheSearchIsPrinted() {
        Report report = run(FIRST, SECOND);
        assertThat(report.tasks()).extracting("task").containsExactly("first", "second");
        assertThat(folder).isDirectoryContaining("glob:**results.json").isDirectoryContaining("glob:**results.csv");
        assertThat(folder).isDirectoryContaining("glob:**search.csv").isDirectoryContaining("glob:**report.html");
        assertThat(folder.resolve("tasks")).isDirectoryNotContaining("glob:**.part");
        assertThat(printed())
                .contains("Nesterov, momentum 0.97, decaying, 10 steps: ")
                .contains("tuned baseline")
                .contains("After 10 steps mine@1 ")
                .contains("Wrote ");
    }

    @Test
    void whatIsFinishedIsKeptAndTheRestGoesOn() throws IOException {
        run(FIRST);
        byte[] kept = Files.readAllBytes(folder.resolve("tasks/quadratics-first.json"));
        assertThat(problems(true)).isEmpty();
        Report report = run(FIRST, SECOND);
        assertThat(printed()).contains("1 of 2 tasks are finished already.");
        assertThat(Files.readAllBytes(folder.resolve("tasks/quadratics-first.json")))
                .isEqualTo(kept);
        assertThat(report.tasks()).hasSize(2);
        assertThat(report.missing()).isZero();
    }

    @Test
    void aFolderThatIsNotEmptyIsRefused() throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "Dear Sir");
        assertThat(problems(false)).containsExactly("--out: %s is not empty; choose another folder".formatted(folder));
        assertThat(problems(true)).singleElement().asString().contains("holds no evaluation that could go on");
    }

    @Test
    void anEvaluationInTheFolderIsPointedOut() {
        run(FIRST);
        assertThat(problems(false))
                .singleElement()
                .asString()
                .contains("go on with the evaluation in it with --resume");
    }

    @Test
    void anotherEvaluationIsNotGoneOnWith() {
        run(FIRST);
        var other = new Experiment(false, 20, "MNIST 2", List.of(new Experiment.Subject("other@7", "1")));
        assertThat(problems(true, other))
                .singleElement()
                .asString()
                .contains(
                        "it has --quick, --seeds 5, not --seeds 20",
                        "mine@1 (0123abcd)",
                        "MNIST 1, not the images of MNIST 2");
    }

    @Test
    void tasksWithoutImagesBelongToAnyImages() {
        run(FIRST);
        assertThat(problems(true, Results.experiment(true, Experiment.NO_IMAGES)))
                .isEmpty();
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        run(FIRST);
        Path file = folder.resolve("tasks/quadratics-first.json");
        Files.writeString(file, Files.readString(file).substring(0, 300));
        assertThat(problems(true)).singleElement().asString().contains(file + " is damaged; remove it");
    }

    @Test
    void aFolderThatCannotBeMadeIsAProblem() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Problems problems = new Problems();
        new ResultFolder(file.resolve("below")).check(experiment, false, problems);
        assertThatThrownBy(problems::throwIfAny)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--out: ");
    }

    private List<String> problems(boolean resume) {
        return problems(resume, experiment);
    }

    private List<String> problems(boolean resume, Experiment wanted) {
        Problems problems = new Problems();
        new ResultFolder(folder).check(wanted, resume, problems);
        try {
            problems.throwIfAny();
            return List.of();
        } catch (CommandFailure e) {
            return e.problems();
        }
    }

    private Report run(EvaluationTask... tasks) {
        var evaluation = new Evaluation(
                experiment,
                List.of(tasks),
                Subjects.of(List.of(new Entrant(MINE, MINE))),
                new ResultFolder(folder),
                2,
                "metastep eval",
                InstantSource.fixed(Instant.EPOCH));
        try (OnExit onExit = new OnExit()) {
            return evaluation.run(
                    new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), OptionalInt.empty()), onExit);
        }
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static EvaluationTask task(String id) {
        return new EvaluationTask(
                "quadratics",
                id,
                "Tiny quadratics " + id,
                new TaskCatalogue(Optional.empty()).parse("quadratic:dimension=2,problems=2"),
                Optional.empty(),
                List.of(10),
                List.of(1, 10),
                3,
                1);
    }
}

package io.metastep.cli.evaluation;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.JsonText;
import io.metastep.cli.OutputFile;
import io.metastep.cli.Problems;
import io.metastep.metalearner.evaluation.EvaluationTask;
import io.metastep.metalearner.evaluation.Suite;
import io.metastep.metalearner.evaluation.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where an evaluation writes: {@code evaluation.json} says what it is, {@code tasks} keeps a file per finished task, and
 * the rest is made of them. Files are written whole or not at all.
 */
final class ResultFolder {
    private static final String EXPERIMENT = "evaluation.json";
    private static final String TASKS = "tasks";

    private final Path folder;

    ResultFolder(Path folder) {
        this.folder = folder;
    }

    /** Adds what keeps the experiment from being written here, or from going on here. */
    void check(Experiment experiment, boolean resume, Problems problems) {
        OutputFile.checkFolder("--out", folder, problems);
        if (!problems.isEmpty() || OutputFile.isEmpty(folder)) {
            return;
        }
        if (!resume) {
            problems.add("--out: %s is not empty; choose another folder%s"
                    .formatted(folder, isEvaluation() ? ", or go on with the evaluation in it with --resume" : ""));
        } else if (!isEvaluation()) {
            problems.add("--resume: %s holds no evaluation that could go on; choose another folder".formatted(folder));
        } else {
            problems.check("--resume", () -> checkSame(experiment));
        }
    }

    private boolean isEvaluation() {
        return Files.isRegularFile(folder.resolve(EXPERIMENT));
    }

    private List<TaskResult> checkSame(Experiment experiment) {
        List<String> differences = experiment.differencesTo(read(folder.resolve(EXPERIMENT), Experiment.class));
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s holds another evaluation (%s); give the same options or another folder"
                            .formatted(folder, String.join("; ", differences)));
        }
        return finished(List.of());
    }

    /** Makes the folder that of this experiment. */
    void begin(Experiment experiment) {
        create(folder.resolve(TASKS));
        Experiment all =
                isEvaluation() ? experiment.joinedWith(read(folder.resolve(EXPERIMENT), Experiment.class)) : experiment;
        write(EXPERIMENT, JsonText.of(all));
    }

    private static void create(Path tasks) {
        try {
            Files.createDirectories(tasks);
        } catch (IOException e) {
            throw failure(tasks, e);
        }
    }

    boolean isFinished(EvaluationTask task) {
        return Files.exists(file(task));
    }

    void keep(EvaluationTask task, TaskResult result) {
        write(TASKS + "/" + file(task).getFileName(), JsonText.of(result));
    }

    private Path file(EvaluationTask task) {
        return folder.resolve(TASKS).resolve("%s-%s.json".formatted(task.suite(), task.id()));
    }

    /**
     * Everything that is finished, suite by suite.
     *
     * @param order of the tasks within their suites; others come last
     * @throws IllegalArgumentException if a file is damaged
     */
    List<TaskResult> finished(List<EvaluationTask> order) {
        List<String> ids = order.stream().map(EvaluationTask::id).toList();
        try (Stream<Path> files = Files.list(folder.resolve(TASKS))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> read(file, TaskResult.class))
                    .sorted(Comparator.comparingInt(ResultFolder::suite)
                            .thenComparingInt(result -> place(ids, result.task()))
                            .thenComparing(TaskResult::task))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of(); // interrupted before its first task
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private static int suite(TaskResult result) {
        return place(Arrays.stream(Suite.values()).map(Suite::toString).toList(), result.suite());
    }

    private static int place(List<String> order, String name) {
        int index = order.indexOf(name);
        return index < 0 ? order.size() : index;
    }

    void write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            OutputFile.write(file, text);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    private static CommandFailure failure(Path file, IOException e) {
        return CommandFailure.failed(
                String.format(Locale.ROOT, "could not write %s: %s; go on with --resume later", file, e.getMessage()));
    }

    private static <T> T read(Path file, Class<T> type) {
        try {
            return JsonText.read(file, type);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s is damaged; remove it, and what it held is computed again".formatted(file), e);
        }
    }
}

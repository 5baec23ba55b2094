package io.metastep.cli.pilot;

import io.metastep.cli.Problems;
import io.metastep.cli.terminal.Screen;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizees.TaskCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a pilot trains: a task of the catalogue, or one that somebody wrote. */
final class TaskChoice {
    @Parameters(paramLabel = "TASK", arity = "0..1", description = "One of the tasks below.")
    private @Nullable String name;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            description =
                    "Your own task: a public class that implements io.metastep.optimizees.Task and has a public constructor"
                            + " without parameters, from the jars or folders in the environment variable "
                            + TaskClass.CLASS_PATH_VARIABLE + ".")
    private @Nullable String className;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:METASTEP_DATA}",
            description =
                    "Folder that holds MNIST, in it or in DIR/mnist (default: the environment variable METASTEP_DATA).")
    private @Nullable Path data;

    /** The task; empty, with all problems noted, if it cannot be had or does not keep its promises. */
    Optional<Task> task(Screen screen, Problems problems) {
        if (className != null && name == null) {
            return foreign(className, screen, problems);
        }
        if (name == null || className != null) {
            problems.add("TASK: give the name of a task, or your own with --class NAME, one of them");
            return Optional.empty();
        }
        String known = name;
        return problems.check("TASK", () -> new TaskCatalogue(Optional.ofNullable(data)).parse(known));
    }

    private static Optional<Task> foreign(String className, Screen screen, Problems problems) {
        var code = new ForeignCode(className);
        Optional<Task> task = problems.check(
                "--class", new TaskClass(className, System.getenv(TaskClass.CLASS_PATH_VARIABLE))::instance);
        task.ifPresent(made -> screen.line("Checking %s: shapes, seeds, gradients.".formatted(className)));
        List<String> broken =
                task.map(made -> TaskCheck.problems(made, code::log)).orElse(List.of());
        broken.forEach(problem -> problems.add("--class: %s: %s".formatted(className, problem)));
        return task.filter(made -> broken.isEmpty()).map(made -> new ForeignTask(made, code));
    }
}
